/* demo_data.c - the words of the demo: an invented container terminal operator and three audits
 * of it.
 *
 * Pure content, no code. Everything here is fiction; none of it repeats the wording of a standard.
 */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#include "exchange/demo_data.h"

#include "base/i18n.h"

#define COUNT(table) (sizeof(table) / sizeof(table)[0])

#define YES RESULT_CONFORMING
#define OFI RESULT_OFI
#define MINOR RESULT_MINOR
#define MAJOR RESULT_MAJOR
#define NA RESULT_NA
#define LEFT RESULT_NOT_COVERED /* with its reason */

/* ---- the organization ------------------------------------------------------------------------ */

const struct demo_organization demo_organization = {
    .name = N_("Calderhaven Container Terminals"),
    .scope =
        N_("Handling, storage and release of containers at the harbour terminal (2 berths, 38 "
           "hectares) and the inland depot with its rail siding, with the control room and the "
           "support functions at head office. Road haulage, the rail journey and the vessels "
           "themselves are outside; their handover points are inside."),
    .address = N_("Quay Road 14, Calderhaven"),
    .contact = N_("Security office, duty telephone extension 2400"),
    .policy = N_("SEC-PL-01 Security policy, revision 5"),
    .note = N_("Invented for the demo: no such company exists.")};

const struct demo_site_row demo_sites[DEMO_SITE_COUNT] = {
    [DEMO_HARBOUR] = {N_("Harbour terminal"), N_("Container terminal"),
                      N_("Quay Road 14, Calderhaven"),
                      N_("620,000 TEU a year, 24 hours, 412 staff and about 90 contractors a day. "
                         "Port facility with an approved security plan.")},
    [DEMO_DEPOT] =
        {N_("Inland depot"), N_("Container depot with rail siding"),
         N_("Siding Lane 3, Upper Brackford"),
         N_("Two tracks of 420 m, 3 trains a day, 06:00 to 22:00; guards only at night.")},
    [DEMO_OFFICE] = {
        N_("Head office"), N_("Offices and security control room"),
        N_("Customs Square 2, Calderhaven"),
        N_("Control room for both sites on the second floor, staffed around the clock.")}};

const struct demo_area_row demo_areas[DEMO_AREA_COUNT] = {
    [DEMO_GATE_1] = {DEMO_HARBOUR, N_("Gate 1"), "gate", N_("Trucks in, lanes 1 to 6")},
    [DEMO_GATE_2] = {DEMO_HARBOUR, N_("Gate 2"), "gate", N_("Trucks out, lanes 1 to 4")},
    [DEMO_TRUCK_PARK] = {DEMO_HARBOUR, N_("Truck park"), "parking",
                         N_("64 places, kiosk and toilets")},
    [DEMO_STAFF_DOOR] = {DEMO_HARBOUR, N_("Staff entrance"), "staff-entrance",
                         N_("Two turnstiles and door 104")},
    [DEMO_GUARD_POST] = {DEMO_HARBOUR, N_("Guard post Gate 2"), "guard-post",
                         N_("Staffed 24 hours")},
    [DEMO_FENCE_NORTH] = {DEMO_HARBOUR, N_("Fence north"), "perimeter",
                          N_("Sections F1 to F9, along the access road")},
    [DEMO_FENCE_EAST] = {DEMO_HARBOUR, N_("Fence east"), "perimeter",
                         N_("Sections F10 to F18, behind the reefer racks")},
    [DEMO_KEY_STORE] = {DEMO_HARBOUR, N_("Key store"), "key-store",
                        N_("Electronic cabinet KC-2, door 117")},
    [DEMO_TERMINAL_SECURITY] = {DEMO_HARBOUR, N_("Terminal security office"), "security-office",
                                N_("Door 115")},
    [DEMO_YARD] = {DEMO_HARBOUR, N_("Yard blocks A to F"), "yard", NULL},
    [DEMO_REEFERS] = {DEMO_HARBOUR, N_("Reefer racks"), "yard", N_("R1 to R4, 288 plugs")},
    [DEMO_WAREHOUSE] = {DEMO_HARBOUR, N_("Bonded warehouse"), "warehouse", N_("Shed 4")},
    [DEMO_DOCK] = {DEMO_HARBOUR, N_("Inspection dock"), "dock",
                   N_("Customs, doors 1 to 6 of shed 4")},
    [DEMO_CAGE] = {DEMO_HARBOUR, N_("High-value cage"), "restricted-area",
                   N_("Inside shed 4, two-person rule")},
    [DEMO_BERTH_1] = {DEMO_HARBOUR, N_("Berth 1"), "berth", NULL},
    [DEMO_BERTH_2] = {DEMO_HARBOUR, N_("Berth 2"), "berth", NULL},
    [DEMO_WORKSHOP] = {DEMO_HARBOUR, N_("Workshop"), "workshop", N_("Security equipment: bay 3")},
    [DEMO_CABINS] = {DEMO_HARBOUR, N_("Contractors' cabins"), "contractor-area", NULL},
    [DEMO_ASSEMBLY] = {DEMO_HARBOUR, N_("Assembly point A"), "assembly-point", NULL},
    [DEMO_DEPOT_GATE] = {DEMO_DEPOT, N_("Depot gate"), "gate", NULL},
    [DEMO_DEPOT_POST] = {DEMO_DEPOT, N_("Depot guard post"), "guard-post",
                         N_("Staffed from 22:00 to 06:00")},
    [DEMO_DEPOT_FENCE] = {DEMO_DEPOT, N_("Depot fence"), "perimeter", N_("1.9 km, no detection")},
    [DEMO_DEPOT_RAIL] = {DEMO_DEPOT, N_("Rail siding"), "rail", N_("Tracks 1 and 2")},
    [DEMO_DEPOT_YARD] = {DEMO_DEPOT, N_("Depot yard"), "yard", NULL},
    [DEMO_DEPOT_SHED] = {DEMO_DEPOT, N_("Depot shed"), "warehouse", NULL},
    [DEMO_RECEPTION] = {DEMO_OFFICE, N_("Reception"), "reception", NULL},
    [DEMO_MAIL] = {DEMO_OFFICE, N_("Mail room"), "mail-room", NULL},
    [DEMO_CONTROL] = {DEMO_OFFICE, N_("Control room"), "control-room",
                      N_("Second floor, door 214, three desks")},
    [DEMO_SECURITY] = {DEMO_OFFICE, N_("Security department"), "security-office", NULL},
    [DEMO_SERVERS] = {DEMO_OFFICE, N_("Server room"), "server-room", N_("Door 022, basement")},
    [DEMO_IT] = {DEMO_OFFICE, N_("IT office"), "it-office", NULL},
    [DEMO_HR] = {DEMO_OFFICE, N_("Human resources"), "hr-office", NULL},
    [DEMO_PROCUREMENT] = {DEMO_OFFICE, N_("Procurement"), "procurement-office", NULL},
    [DEMO_LEGAL] = {DEMO_OFFICE, N_("Legal and compliance"), "legal-office", NULL},
    [DEMO_MANAGEMENT] = {DEMO_OFFICE, N_("Management floor"), "management-office", NULL},
    [DEMO_TRAINING] = {DEMO_OFFICE, N_("Training room"), "training-room", NULL}};

const struct demo_person_row demo_people[DEMO_PERSON_COUNT] = {
    [DEMO_LI] =
        {"Li Na", N_("Internal audit"), N_("Audit manager, lead auditor"), N_("Extension 2110"),
         N_("Lead auditor for security management systems; 31 audits since 2014, 12 as lead"),
         N_("Certificate LA-2291; audit log kept by internal audit"), 420},
    [DEMO_WRONA] =
        {"Tomasz Wrona", N_("Internal audit"), N_("Auditor"), N_("Extension 2112"),
         N_("Auditor for security and quality management systems; nine years in terminal "
            "operations at another company before"),
         N_("Certificate IA-5107; observed audit IA-2025-02"), 250},
    [DEMO_DIALLO] = {"Amara Diallo", N_("Group engineering"), N_("Technical expert"),
                     N_("amara.diallo@calderhaven.example"),
                     N_("Intrusion detection, access control and terminal networks"),
                     N_("Engineering degree; supplier course on fence detection"), 0},
    [DEMO_SOLBERG] = {"Henrik Solberg", N_("Security"),
                      N_("Security manager, port facility security officer"), N_("Extension 2400"),
                      N_("Port facility security officer"), N_("Certificate PF-0388"), 610},
    [DEMO_MENDES] = {"Carla Mendes", N_("Terminal operations"), N_("Terminal manager"),
                     N_("Extension 2500"), NULL, NULL, 0},
    [DEMO_RAMAN] = {"Dev Raman", N_("Security"), N_("Control room supervisor"),
                    N_("Extension 2410"), N_("Control room operator level 3"), N_("Licence CR-774"),
                    95},
    [DEMO_HAAS] = {"Ingrid Haas", N_("Human resources"), N_("Head of human resources"),
                   N_("Extension 2600"), NULL, NULL, 0},
    [DEMO_CONTI] = {"Paolo Conti", N_("Information technology"), N_("Head of IT"),
                    N_("Extension 2700"), NULL, NULL, 0},
    [DEMO_ADEYEMI] = {"Ruth Adeyemi", N_("Inland depot"), N_("Depot manager"), N_("Extension 3500"),
                      NULL, NULL, 0},
    [DEMO_OKAFOR] = {"Helen Okafor", N_("Management"), N_("Managing director, audit client"),
                     N_("Extension 2000"), NULL, NULL, 0},
    [DEMO_LINDQVIST] = {"Sofia Lindqvist", N_("Procurement"), N_("Head of procurement"),
                        N_("Extension 2650"), NULL, NULL, 0},
    [DEMO_BRANDT] = {"Jens Brandt", N_("Technical services"), N_("Maintenance supervisor"),
                     N_("Extension 2550"), NULL, NULL, 0},
    [DEMO_TAN] = {"Mei Ling Tan", N_("Legal and compliance"), N_("Compliance manager"),
                  N_("Extension 2670"), NULL, NULL, 0},
    [DEMO_KARIM] = {"Bilal Karim", N_("Guarding contractor"), N_("Site supervisor of the guards"),
                    N_("Extension 2450"), N_("Guard licence class B"), N_("Licence G-20931"), 160}};

const struct demo_process_row demo_processes[DEMO_PROCESS_COUNT] = {
    [DEMO_ACCESS] = {N_("Gate and access control"), DEMO_SOLBERG, DEMO_HARBOUR, "critical", "high",
                     -63, N_("Truck route moved past the reefer racks while lane 5 is paved"),
                     "8.1, 8.4, 8.5.1–8.5.3"},
    [DEMO_SEALS] = {N_("Seal control"), DEMO_MENDES, DEMO_HARBOUR, "critical", "critical", -290,
                    N_("SEC-PR-07; corrected after NC-2025-011"), "7.5.3, 8.1, 8.4"},
    [DEMO_SURVEILLANCE] = {N_("Surveillance and alarm response"), DEMO_RAMAN, DEMO_OFFICE, "high",
                           "high", -120, N_("New alarm software since the spring"),
                           "7.2–7.4, 8.6.1–8.6.4"},
    [DEMO_RELEASE] = {N_("Cargo release"), DEMO_MENDES, DEMO_HARBOUR, "critical", "high", -200,
                      N_("Two-part release code in the driver app"), "8.1–8.4"},
    [DEMO_EQUIPMENT] = {N_("Maintenance of security equipment"), DEMO_BRANDT, DEMO_HARBOUR, "high",
                        "critical", -400, N_("184 cameras, 18 detection zones, 22 readers"),
                        "7.1, 8.5.2, 9.1"},
    [DEMO_VETTING] = {N_("Vetting, joining and leaving"), DEMO_HAAS, DEMO_SITE_COUNT, "high",
                      "medium", -265, N_("HR-07; yearly renewal since NC-2025-012"), "7.2, 7.3"},
    [DEMO_RAIL_HANDOVER] = {N_("Rail handover"), DEMO_ADEYEMI, DEMO_DEPOT, "medium", "high", -700,
                            N_("Custody passes at the depot signal"), "8.1, 8.4, 8.6.4"},
    [DEMO_SUPPLIERS] = {N_("Security of suppliers"), DEMO_LINDQVIST, DEMO_SITE_COUNT, "medium",
                        "medium", -500, N_("Guarding, alarm lines, hosting, repair, haulage"),
                        "4.2, 8.1, 8.4"}};

/* ---- IA-2026-03, in fieldwork ---------------------------------------------------------------- */

static const struct demo_assessment now_assessments[] = {
    /* TRANSLATORS: in all texts of the demo, keep "{-52}" and the like: a date takes its place. */
    {"4.1", YES, DEMO_MANAGEMENT,
     N_("Overview SEC-L-02 rev 9 holds 23 issues with owners. Three came from outside: two from "
        "the "
        "reefer line, one from the hauliers' round of {-52}. Managing director and security "
        "manager "
        "named the same top three without the paper.")},
    {"4.2.1-1", OFI, DEMO_SECURITY,
     N_("List of parties of {-140} has 31 names. Four of today's visitors picked at Gate 1: three "
        "found. The rail operator at the depot is not on it although it holds keys to the "
        "siding.")},
    {"4.2.1-2", YES, DEMO_LEGAL,
     N_("Security clauses of the three largest lines and the customs conditions seen, each with a "
        "line in SEC-L-03.")},
    {"4.2.1-3", YES, DEMO_SECURITY,
     N_("Decision column complete. Refused: a tenant's wish for a side door, answered by letter of "
        "{-88} with the reason.")},
    {"4.2.2-a", YES, DEMO_LEGAL,
     N_("Followed the new customs rule on seal types from the bulletin ({-171}) to the changed "
        "SEC-PR-07 ({-133}).")},
    {"4.2.2-b", YES, DEMO_CONTROL,
     N_("Privacy masks on cameras 12, 13 and 40 (public road) shown on the screen; retention 30 "
        "days set in the recorder.")},
    {"4.2.2-c", YES, DEMO_LEGAL,
     N_("Register LEG-01, 5 of 46 entries compared with the source: edition and date agree in all "
        "five.")},
    {"4.2.2-d", YES, DEMO_GATE_1,
     N_("Driver leaflet of {-120} in four languages at the kiosk. Two drivers asked, both knew the "
        "new seal rule.")},
    {"4.2.3.1", YES, DEMO_MANAGEMENT, NULL},
    {"4.2.3.2", YES, DEMO_YARD,
     N_("Yard foreman and terminal manager gave the same aim for the quarter: no open reefer door "
        "without a permit.")},
    {"4.2.3.3", YES, DEMO_CONTROL,
     N_("Followed import box CHVU 515870 2 from notice to gate-out; custody clear at each step.")},
    {"4.2.3.4", YES, DEMO_SECURITY, NULL},
    {"4.2.3.5", YES, DEMO_CABINS,
     N_("Cleaner named her own proposal (mirror at door 104), fitted on {-75}.")},
    {"4.2.3.6", YES, DEMO_MANAGEMENT, NULL},
    {"4.2.3.7", YES, DEMO_SECURITY,
     N_("Lesson from the stowaway case at another port turned into a hatch check at berth 2 within "
        "19 days.")},
    {"4.2.3.8", OFI, DEMO_STAFF_DOOR,
     N_("Ten minutes at shift change: 4 of 61 people followed a colleague through door 104 without "
        "a badge of their own. No figures are kept on this.")},
    {"4.2.3.9", OFI, DEMO_SECURITY,
     N_("Test call to the harbour police desk worked. For customs the number on list SEC-L-05 is "
        "that of an officer who left in spring; no deputy is named for 6 of 14 contacts.")},
    {"4.3-1", YES, DEMO_SECURITY,
     N_("Security manager drew the boundary on plan A1; agrees with the scope text, water side and "
        "siding included.")},
    {"4.3-2", YES, DEMO_SECURITY, NULL},
    {"4.3-3", YES, DEMO_LEGAL, NULL},
    {"4.3-4", YES, DEMO_MANAGEMENT,
     N_("SEC-PL-02 rev 4, released {-210}; website has the same text.")},
    {"4.3-5", YES, DEMO_PROCUREMENT,
     N_("Five outsourced services listed; monthly check of the guards seen for the last three "
        "months.")},
    {"4.3-6", YES, DEMO_GUARD_POST,
     N_("Annex 2 of contract CTR-118 says who answers for lost keys; site supervisor found the "
        "page "
        "in under a minute.")},
    {"4.4", YES, DEMO_SECURITY,
     N_("Followed seal discrepancy SD-0417 from Gate 2 through report, inquiry and risk review to "
        "the toolbox talk of {-40}.")},

    {"5.1-1", YES, DEMO_MANAGEMENT,
     N_("Third crane and automatic gate are in the three-year plan; objective 4 was changed "
        "because "
        "of the gate.")},
    {"5.1-2", YES, DEMO_MANAGEMENT, NULL},
    {"5.1-3", YES, DEMO_MANAGEMENT,
     N_("Stop shown in the terminal system: no gate-out without release code and seal number. The "
        "seal field takes any text, see the finding at Gate 2.")},
    {"5.1-4", YES, DEMO_MANAGEMENT,
     N_("Budget minutes of {-300}: fence renewal east moved by a year; the risk was accepted by "
        "the "
        "managing director in writing.")},
    {"5.1-5", OFI, DEMO_BERTH_2,
     N_("Two of three crane drivers could not recall a message on security from the top this year. "
        "The video of {-96} was shown in the office canteen only.")},
    {"5.1-6", YES, DEMO_MANAGEMENT, NULL},
    {"5.1-7", YES, DEMO_MANAGEMENT, NULL},
    {"5.1-8", NA, DEMO_MANAGEMENT,
     N_("No programme from outside the system touches security at present; the cyber project is "
        "part of it as programme P6.")},
    {"5.1-9", YES, DEMO_GATE_1,
     N_("Gate clerk described the truck turned back on {-12}; terminal manager backed her the same "
        "hour, mail seen.")},
    {"5.1-10", YES, DEMO_MANAGEMENT, NULL},
    {"5.1-11", YES, DEMO_WORKSHOP, NULL},
    {"5.2.1-a", YES, DEMO_MANAGEMENT,
     N_("Policy SEC-PL-01 rev 5 speaks of reefer and bonded cargo and of the quay at night; it is "
        "not a template.")},
    {"5.2.1-b", YES, DEMO_SECURITY, NULL},
    {"5.2.1-c", YES, DEMO_MANAGEMENT, NULL},
    {"5.2.1-d", YES, DEMO_MANAGEMENT, NULL},
    {"5.2.1-e", YES, DEMO_GATE_1,
     N_("Queue time was weighed: the second ID check was dropped for drivers with a vetted card "
        "({-180}).")},
    {"5.2.2-1", YES, DEMO_HR, NULL},
    {"5.2.2-2", YES, DEMO_SECURITY, NULL},
    {"5.2.2-3", NA, DEMO_MANAGEMENT,
     N_("Checked with the company secretary: no merger, purchase or new line of business since the "
        "last audit. The trigger itself stands in section 6 of the policy.")},
    {"5.2.2-4", YES, DEMO_MANAGEMENT, NULL},
    {"5.2.2-5", YES, DEMO_MANAGEMENT, NULL},
    {"5.2.2-6", YES, DEMO_STAFF_DOOR,
     N_("Posters in four languages, reading receipts of 388 of 412 staff.")},
    {"5.2.2-7", YES, DEMO_RECEPTION,
     N_("Asked as a visitor: got the short form at once, date and revision right.")},
    {"5.3-1", YES, DEMO_CONTROL,
     N_("Duty manager and guard gave the same answer on who may close the terminal.")},
    {"5.3-a", YES, DEMO_MANAGEMENT,
     N_("Letter of appointment of {-640}. Used on {-61} to stop the loading of two boxes without "
        "papers.")},
    {"5.3-b", YES, DEMO_MANAGEMENT,
     N_("Reports for the last two quarters compared as written and as received: the same, bad news "
        "included.")},

    {"6.1.1-1", YES, DEMO_SECURITY, NULL},
    {"6.1.1-2", YES, DEMO_SECURITY,
     N_("Loss of guards to the new logistics park is on the list with a pay supplement as the "
        "action.")},
    {"6.1.1-3", YES, DEMO_CONTROL, NULL},
    {"6.1.1-4", YES, DEMO_SECURITY, NULL},
    {"6.1.1-a", YES, DEMO_SECURITY,
     N_("Four entries of SEC-RA-2026 rev 3 picked: action, owner and date in each; one accepted "
        "with a signature.")},
    {"6.1.1-b.1", YES, DEMO_WAREHOUSE,
     N_("Two-person release watched at the cage; also in instruction WH-12 and on the "
        "scanner screen.")},
    {"6.1.1-b.2", YES, DEMO_SECURITY, NULL},
    {"6.1.1-5", YES, DEMO_PROCUREMENT,
     N_("Order form has the risk box. 6 of 6 orders of the last month had it filled in.")},
    {"6.1.2-1", YES, DEMO_SECURITY, NULL},
    {"6.1.2-a", YES, DEMO_FENCE_EAST,
     N_("Weak stretch behind R3 stands in the assessment as risk 17, rated high, treatment: zone "
        "12 and lamp L-47. The treatment is not working, see 8.5.3.")},
    {"6.1.2-b", YES, DEMO_SECURITY, NULL},
    {"6.1.2-c", YES, DEMO_WORKSHOP,
     N_("Ageing devices appear as risk 22. Recorder NVR-3 (nine years) named by the technician and "
        "found there.")},
    {"6.1.2-d", YES, DEMO_IT,
     N_("Leak of release codes is risk 4; radio shadow at berth 1 is risk 19.")},
    {"6.1.2-e", YES, DEMO_SECURITY,
     N_("Police bulletin of {-47} on cut fences at night: rating of risk 17 raised on {-44}.")},
    {"6.1.2-f", OFI, DEMO_PROCUREMENT,
     N_("Alarm lines and hosting both hang on one carrier; known to IT, not written in the "
        "assessment.")},
    {"6.1.3-a", YES, DEMO_MANAGEMENT, NULL},
    {"6.1.3-b", YES, DEMO_SECURITY, NULL},
    {"6.1.3-c", YES, DEMO_SECURITY, NULL},
    {"6.1.3-d", YES, DEMO_MAIL,
     N_("Mail-room clerk showed the X-ray step added after risk 9; done on every parcel while we "
        "watched.")},
    {"6.1.3-e", LEFT, DEMO_NOWHERE,
     N_("Security engineer on leave during the audit. To be taken up in the follow-up.")},
    {"6.1.3-f", YES, DEMO_GUARD_POST,
     N_("Post calculation of {-150} traced from risks 3 and 17; roster of the day has the 11 "
        "guards "
        "it asks for.")},
    {"6.1.3-g", YES, DEMO_TRAINING, NULL},
    {"6.2.1-1", YES, DEMO_WAREHOUSE, NULL},
    {"6.2.1-a", YES, DEMO_SECURITY, NULL},
    {"6.2.1-b", YES, DEMO_CONTROL,
     N_("All seven objectives have unit, base and target; base values were missing last year "
        "(OFI-2025-006), now done.")},
    {"6.2.1-c", YES, DEMO_LEGAL, NULL},
    {"6.2.1-d", YES, DEMO_CONTROL, NULL},
    {"6.2.1-e", YES, DEMO_GATE_1, NULL},
    {"6.2.1-f", YES, DEMO_SECURITY, NULL},
    {"6.2.1-g", YES, DEMO_DEPOT_RAIL,
     N_("Foreman at the siding called up objective 5 on the tablet in 40 seconds.")},
    {"6.2.2-1", YES, DEMO_WAREHOUSE, NULL},
    {"6.2.2-2", YES, DEMO_PROCUREMENT, NULL},
    {"6.2.2-3", YES, DEMO_WORKSHOP, NULL},
    {"6.2.2-4", OFI, DEMO_SECURITY,
     N_("Programme P3 (lighting) slipped from {-60} to {+45}. New date agreed by mail; the plan "
        "itself still shows the old one.")},
    {"6.3-1", YES, DEMO_SECURITY, NULL},
    {"6.3-a", MINOR, DEMO_REEFERS,
     N_("Traffic change TC-31: purpose is written, consequences for cameras and fence are not. See "
        "finding on the truck route.")},
    {"6.3-b", YES, DEMO_CONTROL,
     N_("Change of the alarm software: both systems ran side by side for 14 days, log seen.")},
    {"6.3-c", YES, DEMO_HR, NULL},
    {"6.3-d", YES, DEMO_KEY_STORE, NULL},

    {"7.1", YES, DEMO_GUARD_POST,
     N_("Torch, radio and car of patrol 2 tried, all working. Spare radios: 3 of 4 charged.")},
    {"7.2-1", YES, DEMO_HR,
     N_("Profiles for scanner operator and release clerk seen, both revised this year.")},
    {"7.2-2", YES, DEMO_CONTROL,
     N_("Four people noted on the walk; clearance of all four valid, oldest renewed {-203}. Last "
        "year's weakness is gone.")},
    {"7.2-3", OFI, DEMO_TRAINING,
     N_("Three operators were retrained on the scanner. Whether it helped was judged by a feedback "
        "form; hit rates are there and were not used.")},
    {"7.2-4", YES, DEMO_HR, NULL},
    {"7.3-1", YES, DEMO_GATE_1, N_("Guard, clerk and cleaner put the policy in their own words.")},
    {"7.3-2", LEFT, DEMO_NOWHERE,
     N_("Lashing gang not met: vessel at berth 1 delayed by fog, gang sent home. Planned for the "
        "last day.")},
    {"7.3-3", YES, DEMO_RECEPTION, NULL},
    {"7.3-4", YES, DEMO_DEPOT_POST,
     N_("All six guards of both depot shifts knew their first act in a bomb threat. Shift drill "
        "cards, see good practice.")},
    {"7.4-1", YES, DEMO_SECURITY, NULL},
    {"7.4-2", YES, DEMO_CONTROL,
     N_("Fence alarm of {-9}, 02:14: guard told 02:15, duty manager 02:19, limit 10 minutes.")},
    {"7.4-3", YES, DEMO_CONTROL, NULL},
    {"7.4-4", YES, DEMO_YARD,
     N_("Radio check from between stacks C7 and C8: readable, strength 3 of 5.")},
    {"7.4-5", YES, DEMO_RECEPTION,
     N_("Clip for the trade press of {-34} held back, gate codes were in the picture.")},
    {"7.5.1-a", YES, DEMO_SECURITY, NULL},
    {"7.5.1-b", YES, DEMO_GATE_2, NULL},
    {"7.5.1-1", YES, DEMO_SECURITY, NULL},
    {"7.5.1-2", YES, DEMO_IT,
     N_("Ordinary account refused on the folder with the facility plan, tried twice before us.")},
    {"7.5.2-1", YES, DEMO_DOCK, NULL},
    {"7.5.2-2", OFI, DEMO_GUARD_POST,
     N_("Post order PO-G2 rev 6 is in English only. Two of three agency guards read it slowly; one "
        "asked a colleague what 'withhold' means.")},
    {"7.5.2-3", YES, DEMO_SECURITY, NULL},
    {"7.5.3-a", YES, DEMO_CONTROL,
     N_("Night visit: alarm instruction, key list and contact sheet on the desk after 1 min 35 s. "
        "The instruction was an old one, see 7.5.3 d).")},
    {"7.5.3-b", YES, DEMO_SERVERS, N_("Restore test of {-58} seen, camera settings included.")},
    {"7.5.3-c", YES, DEMO_SECURITY, NULL},
    {"7.5.3-d", MINOR, DEMO_CONTROL,
     N_("Emergency binder: SEC-PR-15 rev 4, master list has rev 6 since {-118}. Call list names a "
        "duty manager who left on {-75}.")},
    {"7.5.3-1", YES, DEMO_SECURITY, NULL},
    {"7.5.3-2", YES, DEMO_SERVERS,
     N_("Gate log of two years ago legible; oldest footage 30 days and 4 hours.")},
    {"7.5.3-3", YES, DEMO_STAFF_DOOR, NULL},

    {"8.1-1", YES, DEMO_GATE_2,
     N_("Accept and refuse limits on the board at lane 1, the same as in SEC-PR-07 rev 5.")},
    {"8.1-2", MINOR, DEMO_GATE_2,
     N_("Watched nine exits in lane 3. In two the guard looked at the left-hand hasp only; one of "
        "these boxes had no seal on the right and was held after we spoke up.")},
    {"8.1-3", MINOR, DEMO_GATE_2,
     N_("Seal log of {-6} to {-1}: 3 of 20 exits drawn have no seal number, the field holds a "
        "dash. "
        "Four of 25 last year.")},
    {"8.2-a", YES, DEMO_SECURITY, NULL},
    {"8.2-b", YES, DEMO_GUARD_POST, NULL},
    {"8.2-c", YES, DEMO_YARD, NULL},
    {"8.2-d", YES, DEMO_SECURITY, NULL},
    {"8.2-e", YES, DEMO_DEPOT_RAIL,
     N_("Handover of train 4417 at the depot signal agrees with the chain map; both signatures on "
        "the list.")},
    {"8.3-1", YES, DEMO_SECURITY, NULL},
    {"8.3-a", YES, DEMO_SECURITY, NULL},
    {"8.3-b", YES, DEMO_SECURITY,
     N_("Risk 4 scored again with the analyst: 16 against 15 on file.")},
    {"8.3-c", YES, DEMO_MANAGEMENT, NULL},
    {"8.3-d", YES, DEMO_GATE_2,
     N_("Two-part release code: driver's half in the app, ours at the lane. Three collections "
        "watched, one refused rightly.")},
    {"8.3-e", YES, DEMO_SECURITY, NULL},
    {"8.4-1", MINOR, DEMO_HR,
     N_("Last leaver from the control room: last day {-33}, badge dead {-29}, key 41 still out. "
        "Rule HR-07: the same day.")},
    {"8.4-2", MAJOR, DEMO_FENCE_EAST,
     N_("Zone 12: detector fault of {-21}, masked the same day, work order WO-7731 without a date. "
        "No approval of the mask, no retest planned.")},
    {"8.4-3", MINOR, DEMO_REEFERS,
     N_("Three changes drawn. Two had a risk note before the start. TC-31 (truck route) began "
        "{-63}, risk note {-41}.")},
    {"8.4-a", NA, DEMO_HR,
     N_("No change of structure or duties since the last audit; chart of {-410} is still in force, "
        "confirmed by HR.")},
    {"8.4-b", YES, DEMO_TRAINING, NULL},
    {"8.4-d", YES, DEMO_WAREHOUSE, NULL},
    {"8.4-e", YES, DEMO_IT,
     N_("Alarm server checked by the expert: default accounts gone, remote access by token only.")},
    {"8.4-f", YES, DEMO_PROCUREMENT, NULL},
    {"8.4-g", NA, DEMO_PROCUREMENT,
     N_("No demand on suppliers was set or altered in the period; last revision of the terms "
        "{-520}.")},
    {"8.4-4", YES, DEMO_CONTROL, NULL},
    {"8.4-5", YES, DEMO_GUARD_POST,
     N_("Check of the guarding contractor on {-24}: licences of 8 guards, all valid.")},
    {"8.5.1-3", YES, DEMO_BERTH_2, NULL},
    {"8.5.2", YES, DEMO_GUARD_POST, NULL},
    {"8.5.3", MAJOR, DEMO_FENCE_EAST,
     N_("Section F12: gap of 62 by 48 cm in the mesh, lamp L-47 out, zone 12 masked for 21 days, "
        "no "
        "extra patrol. Three layers of one treatment down at the same place.")},
    {"8.6.1-1", YES, DEMO_GUARD_POST, NULL},
    {"8.6.1-2", YES, DEMO_CONTROL,
     N_("Dry run with berth 4 alarm: guard, duty manager and police desk told within 3 min 10 s.")},
    {"8.6.2-1", YES, DEMO_GUARD_POST, NULL},
    {"8.6.2-c", LEFT, DEMO_BERTH_1,
     N_("Night test at the quay called off by us: gale warning. Moved to the follow-up.")},
    {"8.6.2-3", OFI, DEMO_CONTROL,
     N_("Alternates named for 7 of 9 seats. Rang one: answered in two minutes, knew her seat.")},
    {"8.6.3-2", YES, DEMO_ASSEMBLY,
     N_("Notes of the joint exercise with harbour police and customs of {-131} seen.")},
    {"8.6.3-3", MINOR, DEMO_DEPOT_POST,
     N_("Depot: alert chain last exercised {-431}. SEC-PR-18 asks for it every 12 months. Harbour "
        "terminal: done {-131}.")},
    {"8.6.4-11", YES, DEMO_DEPOT_POST,
     N_("Card found and read by torch in 25 seconds, in the rain.")},
    {"9.1-1", YES, DEMO_SECURITY, NULL},
    {"9.1-2", OFI, DEMO_CONTROL,
     N_("Ten of last month's alarms counted again: the time runs from the operator's click, not "
        "from the sensor. Mean 74 s in the report, 103 s by the sensor's own log.")},
    {"9.1-3", YES, DEMO_WORKSHOP,
     N_("Calendar and stickers agree for 5 of 5 devices; zone 12 was tested in time, before the "
        "fault.")},
    {"9.1-5", YES, DEMO_CONTROL, NULL},
    {"9.2.2-2", LEFT, DEMO_NOWHERE,
     N_("Not looked at by this team: we drew up the programme ourselves. Group audit takes 9.2 in "
        "January.")},
    {"10.2-b.3", YES, DEMO_DEPOT_FENCE,
     N_("After NC-2025-011 the depot gate was searched as well; note of {-262}.")},
    {"10.2-d", YES, DEMO_SECURITY, NULL},
};

static const struct demo_sample now_samples[] = {
    {"8.1-3", 1184, "random", 20, "40817",
     N_("Exits 7, 61, 118, 190, 233, 301, 342, 388, 455, 512, 590, 633, 701, 748, 803, 866, 921, "
        "1004, 1077, 1150; without number: 233, 633, 1004"),
     3},
    {"8.1-2", 9, "judgement", 9, NULL, N_("Lane 3, 10:05 to 11:10, every truck"), 2},
    {"4.2.2-c", 46, "random", 5, "2210", N_("Entries 4, 11, 19, 32, 40"), 0},
    {"7.2-2", 38, "judgement", 4, NULL,
     N_("Two operators, one release clerk, one guard met on the walk"), 0},
    {"8.4-3", 14, "judgement", 3, NULL, N_("TC-27, TC-31, IT-0093"), 1},
    {"9.1-2", 212, "systematic", 10, NULL, N_("Every 21st alarm of the month, from number 5"), 10},
    {"9.1-3", 203, "judgement", 5, NULL, N_("Zones 3, 12 and 15, lamp L-20, reader at door 104"),
     0}};

static const struct demo_evidence now_evidence[] = {
    {"binder", EVIDENCE_DOCUMENT, DEMO_WRONA, DEMO_AT(1, 22, 20), DEMO_CONTROL,
     N_("Emergency binder at desk 2: SEC-PR-15 rev 4"),
     N_("Cover sheet dated {-390}. Master list shows rev 6, released {-118}. The rest of the "
        "binder "
        "is current but for the call list."),
     N_("SEC-PR-15 rev 4; master list SEC-L-01 of {-3}"), NULL, "7.5.3-d 7.5.3-a", "internal",
     NULL},
    {"calls", EVIDENCE_DOCUMENT, DEMO_WRONA, DEMO_AT(1, 22, 26), DEMO_CONTROL,
     N_("Call list in the emergency binder"),
     N_("Second name of the list is a duty manager who left on {-75}; the number rang at an empty "
        "desk."),
     N_("SEC-L-05, print of {-160}"), NULL, "7.5.3-d", "confidential", NULL},
    {"contacts", EVIDENCE_DOCUMENT, DEMO_LI, DEMO_AT(0, 11, 5), DEMO_SECURITY,
     N_("Contact list for authorities and partners"),
     N_("14 contacts, deputies for 8. Customs entry out of date."), N_("SEC-L-05 rev 12"), NULL,
     "4.2.3.9 7.4-3", "confidential", NULL},
    {"overview", EVIDENCE_DOCUMENT, DEMO_LI, DEMO_AT(0, 9, 50), DEMO_MANAGEMENT,
     N_("Overview of issues"),
     N_("23 issues with owner, source and date of the last look ({-16})."), N_("SEC-L-02 rev 9"),
     NULL, "4.1 6.1.1-1", "internal", NULL},
    {"register", EVIDENCE_DOCUMENT, DEMO_LI, DEMO_AT(0, 13, 40), DEMO_LEGAL,
     N_("Register of legal and other duties"),
     N_("46 entries. Entries 4, 11, 19, 32 and 40 compared with the official text."),
     N_("LEG-01, state of {-1}"), NULL, "4.2.2-c 4.2.2-a", "internal", NULL},
    {"parties", EVIDENCE_DOCUMENT, DEMO_LI, DEMO_AT(0, 10, 40), DEMO_SECURITY,
     N_("List of parties with a stake in security"),
     N_("31 names with reason and date. The operator of the trains at the depot is missing."),
     N_("SEC-L-03 of {-140}"), NULL, "4.2.1-1", "internal", NULL},
    {"policy", EVIDENCE_DOCUMENT, DEMO_LI, DEMO_AT(0, 9, 35), DEMO_MANAGEMENT,
     N_("Security policy, signed copy"), N_("Signed by the managing director on {-215}."),
     N_("SEC-PL-01 rev 5"), NULL, "5.2.1-a 5.2.2-5", "public", NULL},
    {"risk", EVIDENCE_DOCUMENT, DEMO_LI, DEMO_AT(0, 14, 30), DEMO_SECURITY,
     N_("Security risk assessment"),
     N_("34 risks. Risk 17 (entry over the east fence at night): high; treatment zone 12, lamp "
        "L-47, "
        "mesh with bottom rail."),
     N_("SEC-RA-2026 rev 3 of {-44}"), NULL, "6.1.1-a 6.1.2-a 8.3-1 8.5.3", "restricted", NULL},
    {"tc31", EVIDENCE_RECORD, DEMO_LI, DEMO_AT(0, 15, 45), DEMO_SECURITY,
     N_("Change file TC-31, truck route past the reefer racks"),
     N_("Approved by terminal operations on {-64}, in force {-63}. Risk note RN-58 is dated {-41}; "
        "it "
        "finds that parked trucks hide the lower half of the view of camera 31."),
     N_("TC-31; RN-58"), NULL, "8.4-3 6.3-a", "confidential", NULL},
    {"camera31", EVIDENCE_OBSERVATION, DEMO_DIALLO, DEMO_AT(1, 11, 10), DEMO_REEFERS,
     N_("View of camera 31 with trucks waiting"),
     N_("Four trucks stood between 11:00 and 11:20; the foot of the fence from F11 to F13 could "
        "not "
        "be seen in that time."),
     NULL, NULL, "8.4-3 6.3-a", "confidential", NULL},
    {"route", EVIDENCE_INTERVIEW, DEMO_LI, DEMO_AT(1, 9, 20), DEMO_MANAGEMENT,
     N_("Why the truck route was moved first and assessed later"),
     N_("Paving of lane 5 could not wait. It was taken for a traffic measure of two weeks; it is "
        "in "
        "its ninth week now."),
     NULL, N_("Terminal manager"), "8.4-3", "internal", NULL},
    {"mask", EVIDENCE_RECORD, DEMO_DIALLO, DEMO_AT(0, 16, 10), DEMO_CONTROL,
     N_("Mask log of the alarm system"),
     N_("Zone 12 masked on {-21} at 03:52 by the operator on duty, reason 'false alarms'. Not "
        "lifted "
        "since. No other zone is masked for more than a shift."),
     N_("Log AL-M, export of {+0}"), NULL, "8.4-2 8.5.3", "restricted", NULL},
    {"order", EVIDENCE_RECORD, DEMO_DIALLO, DEMO_AT(1, 8, 50), DEMO_WORKSHOP,
     N_("Work order WO-7731"),
     N_("Detector of zone 12, opened on {-21}, priority 3, no date, no technician. Lamp L-47: no "
        "order found."),
     N_("WO-7731"), NULL, "8.4-2 8.5.3", "internal", NULL},
    {"gap", EVIDENCE_PHOTO, DEMO_WRONA, DEMO_AT(1, 21, 48), DEMO_FENCE_EAST,
     N_("Gap in the mesh at F12, lamp L-47 out"),
     N_("Taken from the patrol road, outside the racks. The bottom rail is cut through as well."),
     NULL, NULL, "8.5.3 8.4-2", "restricted", "fence-F12-gap.jpg"},
    {"lux", EVIDENCE_MEASUREMENT, DEMO_DIALLO, DEMO_AT(1, 21, 55), DEMO_FENCE_EAST,
     N_("Light at the foot of the fence, F11 to F13"),
     N_("F11 14 lx, F12 0.6 lx, F13 12 lx. The plan asks for 10 lx. Meter LX-2, calibrated {-96}."),
     N_("Lighting plan SEC-D-09 rev 2"), NULL, "8.5.3", "confidential", NULL},
    {"size", EVIDENCE_MEASUREMENT, DEMO_WRONA, DEMO_AT(1, 21, 51), DEMO_FENCE_EAST,
     N_("Size of the gap at F12"),
     N_("62 cm wide, 48 cm high, by folding rule. An adult passes; tried with a dummy jacket."),
     NULL, NULL, "8.5.3", "restricted", NULL},
    {"patrols", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(1, 22, 40), DEMO_CONTROL,
     N_("Patrol read-outs of the last 21 nights"),
     N_("Point P9 (F12) read four times a night as always; no round was added after zone 12 was "
        "masked. No remark on the gap in any of them."),
     N_("Patrol system export {-21} to {-1}"), NULL, "8.5.3 8.1-3", "restricted", NULL},
    {"operator", EVIDENCE_INTERVIEW, DEMO_WRONA, DEMO_AT(1, 23, 5), DEMO_CONTROL,
     N_("How a zone is masked and who is told"),
     N_("Any operator can mask. It shows in the log, not on the handover sheet. He had thought the "
        "workshop knew."),
     NULL, N_("Control room operator, night shift"), "8.4-2", "internal", NULL},
    {"seallog", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(0, 13, 25), DEMO_GATE_2,
     N_("Seal log Gate 2, 20 exits drawn"),
     N_("No seal number in 3 of 20 (exits 233, 633 and 1004); the system took a dash. All three "
        "were "
        "night shift."),
     N_("Gate-out log {-6} to {-1}, 1184 exits"), NULL, "8.1-3", "internal", NULL},
    {"sealphoto", EVIDENCE_PHOTO, DEMO_WRONA, DEMO_AT(0, 10, 52), DEMO_GATE_2,
     N_("Box CHVU 402213 7 at lane 3: right-hand hasp without seal"),
     N_("Seal CHV 40817322 sits on the left-hand door. The right-hand door, which opens first, has "
        "none. The truck was held after we spoke up."),
     NULL, NULL, "8.1-2", "confidential", "gate-2-seal-missing.jpg"},
    {"sealwatch", EVIDENCE_OBSERVATION, DEMO_WRONA, DEMO_AT(0, 11, 10), DEMO_GATE_2,
     N_("Nine exits watched in lane 3"),
     N_("Papers and release code checked in all nine. Both hasps looked at in seven, one hasp in "
        "two."),
     NULL, NULL, "8.1-2 8.3-d", "internal", NULL},
    {"sealguard", EVIDENCE_INTERVIEW, DEMO_WRONA, DEMO_AT(0, 11, 20), DEMO_GATE_2,
     N_("What the seal check consists of"),
     N_("Guard knew the check, but not which door opens first. Trained on {-280}, before the new "
        "sheet."),
     NULL, N_("Gate guard, day shift"), "8.1-2", "internal", NULL},
    {"code", EVIDENCE_OBSERVATION, DEMO_DIALLO, DEMO_AT(0, 11, 40), DEMO_GATE_2,
     N_("Release with the two-part code"),
     N_("Three collections. The third driver had the right number plate and the wrong half of the "
        "code; the lane stayed shut and the shift leader came within four minutes."),
     NULL, NULL, "8.3-d 8.1-1", "internal", NULL},
    {"leaver", EVIDENCE_RECORD, DEMO_LI, DEMO_AT(1, 13, 20), DEMO_HR,
     N_("Leaver file, control room operator"),
     N_("Last day {-33}. Checklist: uniform {-33}, account {-33}, badge {-29}, key 41 blank."),
     N_("HR-F-19, file 2026/07"), NULL, "8.4-1", "restricted", NULL},
    {"cabinet", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(1, 10, 15), DEMO_KEY_STORE,
     N_("Key cabinet KC-2, list of keys out"),
     N_("41 of 43 slots in order. Key 41 (door 214) out since {-34} to the leaver; key 12 out to a "
        "guard on duty."),
     N_("KC-2 print of {+1} 10:15"), NULL, "8.4-1 6.3-d", "confidential", NULL},
    {"badge", EVIDENCE_MEASUREMENT, DEMO_DIALLO, DEMO_AT(1, 14, 5), DEMO_CONTROL,
     N_("Uses of the leaver's badge after the last day"),
     N_("None between {-33} and {-29}: 0 events on 22 readers."), N_("Access log, query 118"), NULL,
     "8.4-1", "restricted", NULL},
    {"drill", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(1, 15, 30), DEMO_DEPOT_POST,
     N_("Exercise file of the depot"),
     N_("Last alert chain exercise {-431}: 11 of 13 calls answered. Nothing since."),
     N_("SEC-F-44; SEC-PR-18 rev 3, section 5"), NULL, "8.6.3-3", "internal", NULL},
    {"cards", EVIDENCE_OBSERVATION, DEMO_WRONA, DEMO_AT(1, 16, 5), DEMO_DEPOT_POST,
     N_("Shift drill cards"),
     N_("Ten cards, one drawn at each handover, five minutes, result in a book. 84 entries since "
        "{-90}."),
     NULL, NULL, "7.3-4 8.6.4-11", "internal", NULL},
    {"guards", EVIDENCE_INTERVIEW, DEMO_WRONA, DEMO_AT(1, 16, 20), DEMO_DEPOT_POST,
     N_("First act in a bomb threat"), N_("Six asked one by one, six right answers."), NULL,
     N_("Guards of both depot shifts"), "7.3-4", "internal", NULL},
    {"train", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(1, 14, 45), DEMO_DEPOT_RAIL,
     N_("Handover list of train 4417"),
     N_("38 boxes, seals compared by both sides, signed 06:52 and 06:58."),
     N_("Handover list 4417 of {+1}"), NULL, "8.2-e", "internal", NULL},
    {"clock", EVIDENCE_MEASUREMENT, DEMO_DIALLO, DEMO_AT(0, 15, 0), DEMO_CONTROL,
     N_("Alarm answer times counted again"),
     N_("Ten alarms of last month. From the operator's click: mean 74 s. From the sensor: mean 103 "
        "s, longest 241 s. Target 90 s."),
     N_("Sensor log against report KPI-3"), NULL, "9.1-2 7.4-2", "internal", NULL},
    {"postorder", EVIDENCE_DOCUMENT, DEMO_WRONA, DEMO_AT(0, 14, 10), DEMO_GUARD_POST,
     N_("Post order Gate 2"), N_("Nine pages, English, no pictures."), N_("PO-G2 rev 6"), NULL,
     "7.5.2-2 8.6.1-1", "confidential", NULL},
    {"reading", EVIDENCE_INTERVIEW, DEMO_WRONA, DEMO_AT(0, 14, 20), DEMO_GUARD_POST,
     N_("Reading the post order"),
     N_("Section 4 read aloud by three guards: fluent, slow, slow with help."), NULL,
     N_("Agency guards, day shift"), "7.5.2-2", "internal", NULL},
    {"tailgate", EVIDENCE_OBSERVATION, DEMO_LI, DEMO_AT(1, 14, 0), DEMO_STAFF_DOOR,
     N_("Door 104 at shift change"),
     N_("13:50 to 14:00: 61 people, 4 without a badge event of their own. Compared with the "
        "reader's "
        "log."),
     N_("Access log, reader 104-A"), NULL, "4.2.3.8", "internal", NULL},
    {"restore", EVIDENCE_RECORD, DEMO_DIALLO, DEMO_AT(0, 16, 40), DEMO_SERVERS,
     N_("Restore test of the camera settings"),
     N_("184 of 184 cameras back after 47 minutes, signed by IT and security."),
     N_("IT-F-12 of {-58}"), NULL, "7.5.3-b", "confidential", NULL},
    {"check", EVIDENCE_RECORD, DEMO_LI, DEMO_AT(1, 11, 30), DEMO_PROCUREMENT,
     N_("Monthly check of the guarding contractor"),
     N_("Licences of 8 guards, two post visits, one complaint settled."),
     N_("CTR-118, sheet of {-24}"), N_("Head of procurement"), "8.4-5 4.3-5", "internal", NULL}};

static const struct demo_finding now_findings[] = {
    {.key = "fence",
     .grade = GRADE_MAJOR,
     .by = DEMO_LI,
     .at = DEMO_AT(1, 23, 20),
     .title = N_("Section F12 open for three weeks: mesh, lamp and detection all down"),
     .statement = N_("The measures chosen against entry over the east fence at night were not kept "
                     "working at section F12, and nothing stood in for them."),
     .objective_evidence = N_(
         "Gap of 62 by 48 cm in the mesh, bottom rail cut (photo, {+1} 21:48). Lamp L-47 out, 0.6 "
         "lx measured against 10 lx planned. Detection zone 12 masked since {-21} 03:52; order "
         "WO-7731 has no date, for the lamp there is no order. Patrol read-outs of 21 nights show "
         "no added round and no remark."),
     .requirement =
         N_("What was chosen to treat a risk is to be put in place and kept up; equipment "
            "is to be under control through its whole life, repair included."),
     .grade_reason = N_("Three layers of one treatment failed at one place, for a risk rated high, "
                        "and four groups of people could have seen it."),
     .consequence =
         N_("Anyone could enter unseen behind reefer racks R3 and R4 (72 plugs in use) and "
            "leave with goods. Zone 12 is covered by a standing guard since {+1} 23:30, at "
            "our request."),
     .risk = "critical",
     .site = DEMO_HARBOUR,
     .process = DEMO_EQUIPMENT,
     .area = DEMO_FENCE_EAST,
     .refs = "8.5.3 8.4-2",
     .evidence = "gap lux size mask order patrols operator risk"},
    {.key = "seals",
     .grade = GRADE_MINOR,
     .by = DEMO_WRONA,
     .at = DEMO_AT(0, 16, 55),
     .title = N_("Seal check at Gate 2 incomplete and not always recorded"),
     .statement =
         N_("Boxes leave Gate 2 without a seal number on record, and the check of both hasps "
            "that SEC-PR-07 lays down is not always done."),
     .objective_evidence = N_(
         "3 of 20 exits drawn from {-6} to {-1} have a dash for the seal number (233, 633, 1004, "
         "all night shift). 2 of 9 exits watched on {+0} were checked at one hasp only; one of "
         "them, CHVU 402213 7, had no seal on the door that opens first."),
     .requirement =
         N_("Work at the gate is to run within the limits set for it, and records are to "
            "show that it did."),
     .consequence =
         N_("Tampering inside the terminal would not be noticed before the customer opens "
            "the box, and the chain of custody can't be shown."),
     .risk = "high",
     .site = DEMO_HARBOUR,
     .process = DEMO_SEALS,
     .area = DEMO_GATE_2,
     .refs = "8.1-2 8.1-3",
     .evidence = "seallog sealphoto sealwatch sealguard",
     .recurrence_of = "lastseals"},
    {.key = "truck",
     .grade = GRADE_MINOR,
     .by = DEMO_LI,
     .at = DEMO_AT(1, 11, 45),
     .title = N_("Truck route moved 22 days before its risk was looked at"),
     .statement =
         N_("The truck route past the reefer racks was opened before anyone had weighed what "
            "it does to security, and the plan for it names no consequences."),
     .objective_evidence =
         N_("TC-31 in force {-63}; risk note RN-58 dated {-41}. RN-58 itself finds that waiting "
            "trucks "
            "hide half the view of camera 31; seen so on {+1} from 11:00 to 11:20. No measure "
            "followed."),
     .requirement = N_("Risk is to be weighed before a new arrangement that may affect security "
                       "begins, and a change is to be planned with what it may bring about."),
     .consequence =
         N_("Camera 31 can't see the foot of the fence from F11 to F13 while trucks wait: "
            "the same stretch where the fence was found open."),
     .risk = "high",
     .site = DEMO_HARBOUR,
     .process = DEMO_ACCESS,
     .area = DEMO_REEFERS,
     .refs = "8.4-3 6.3-a",
     .evidence = "tc31 camera31 route",
     .auditor_position = N_(
         "SEC-PR-21, section 2, covers traffic flow by name. The measure is in its ninth week, and "
         "our own colleagues' risk note shows that it affects surveillance. The finding stands.")},
    {.key = "leavers",
     .grade = GRADE_MINOR,
     .by = DEMO_LI,
     .at = DEMO_AT(1, 14, 30),
     .title = N_("Badge of a leaver live for four days, control room key not returned"),
     .statement =
         N_("For the last leaver from the control room, badge and key were not taken back on "
            "the last day as HR-07 lays down."),
     .objective_evidence = N_("Last day {-33}; badge blocked {-29}; key 41 (door 214) still out on "
                              "{+1}. The badge was not used in between (0 events on 22 readers)."),
     .requirement = N_("Controls on people, leaving included, are to be part of the processes that "
                       "protect sensitive places."),
     .consequence =
         N_("A former operator could have entered the control room; the lock of door 214 "
            "has to be taken as compromised until key 41 is back."),
     .risk = "medium",
     .site = DEMO_OFFICE,
     .process = DEMO_VETTING,
     .area = DEMO_CONTROL,
     .refs = "8.4-1",
     .evidence = "leaver cabinet badge"},
    {.key = "papers",
     .grade = GRADE_MINOR,
     .by = DEMO_WRONA,
     .at = DEMO_AT(1, 22, 50),
     .title = N_("Old alarm instruction and call list in the emergency binder"),
     .statement = N_("The binder that the control room uses when the screens are dark holds papers "
                     "that were replaced months ago."),
     .objective_evidence =
         N_("SEC-PR-15 rev 4 ({-390}) at desk 2, rev 6 in force since {-118}. Call list of {-160} "
            "names a duty manager who left on {-75}; the number was not answered at 22:28."),
     .requirement = N_("Superseded papers are to be out of reach of those who work by them."),
     .consequence = N_("In a power cut the second call of an alarm would go to nobody, and step 6 "
                       "(water side) would be missing."),
     .risk = "medium",
     .site = DEMO_OFFICE,
     .process = DEMO_SURVEILLANCE,
     .area = DEMO_CONTROL,
     .refs = "7.5.3-d",
     .evidence = "binder calls"},
    {.key = "exercise",
     .grade = GRADE_MINOR,
     .by = DEMO_WRONA,
     .at = DEMO_AT(1, 16, 45),
     .title = N_("Alert chain of the depot not exercised for 14 months"),
     .statement =
         N_("The depot has not tried out its alert chain within the 12 months that SEC-PR-18 "
            "sets."),
     .objective_evidence =
         N_("Exercise file SEC-F-44: last entry {-431}, 11 of 13 calls answered. The "
            "two that failed were not followed up. Harbour terminal: {-131}."),
     .requirement =
         N_("The means of warning and informing people are to be tried out as part of the "
            "exercises."),
     .consequence =
         N_("Whether the night guard reaches the control room and the rail operator in time "
            "is not known."),
     .risk = "medium",
     .site = DEMO_DEPOT,
     .process = DEMO_RAIL_HANDOVER,
     .area = DEMO_DEPOT_POST,
     .refs = "8.6.3-3",
     .evidence = "drill"},
    {.key = "answer",
     .grade = GRADE_OFI,
     .by = DEMO_LI,
     .at = DEMO_AT(0, 15, 35),
     .title = N_("Alarm answer time measured from the click, not from the sensor"),
     .statement = N_("KPI-3 looks better than it is: the clock starts when the operator opens the "
                     "alarm."),
     .objective_evidence =
         N_("Ten alarms counted again: mean 74 s reported, 103 s from the sensor; "
            "target 90 s."),
     .requirement = N_("The way of measuring is to give figures one can rely on."),
     .consequence = N_("Management believes the target is met."),
     .risk = "medium",
     .site = DEMO_OFFICE,
     .process = DEMO_SURVEILLANCE,
     .area = DEMO_CONTROL,
     .refs = "9.1-2",
     .evidence = "clock"},
    {.key = "people",
     .grade = GRADE_OFI,
     .by = DEMO_LI,
     .at = DEMO_AT(1, 9, 55),
     .title = N_("Deputies and outside contacts have gaps"),
     .statement =
         N_("Contacts outside and seats in the response team hang on single people in several "
            "places."),
     .objective_evidence =
         N_("Deputies for 8 of 14 contacts, customs contact out of date, alternates "
            "for 7 of 9 seats."),
     .requirement = N_("Relations are worth managing before they are needed; teams are better with "
                       "named stand-ins. Both are advice."),
     .consequence = N_("Minutes lost in the holiday season."),
     .risk = "low",
     .site = DEMO_OFFICE,
     .process = DEMO_NO_PROCESS,
     .area = DEMO_SECURITY,
     .refs = "4.2.3.9 8.6.2-3",
     .evidence = "contacts"},
    {.key = "rail",
     .grade = GRADE_OFI,
     .by = DEMO_LI,
     .at = DEMO_AT(0, 12, 5),
     .title = N_("Rail operator missing on the list of parties"),
     .statement =
         N_("The company that runs the trains and holds two keys to the siding is not among "
            "the parties that security keeps in view."),
     .objective_evidence =
         N_("SEC-L-03 of {-140}: 31 names, none of them the rail operator; handover "
            "list 4417 signed by it on {+1}."),
     .requirement = N_("It is to be known who has a stake in the security of the chain."),
     .consequence = N_("Its needs are settled by habit between two foremen."),
     .risk = "low",
     .site = DEMO_DEPOT,
     .process = DEMO_RAIL_HANDOVER,
     .area = DEMO_DEPOT_RAIL,
     .refs = "4.2.1-1",
     .evidence = "parties train"},
    {.key = "language",
     .grade = GRADE_OFI,
     .by = DEMO_WRONA,
     .at = DEMO_AT(0, 14, 50),
     .title = N_("Post order hard to read for part of the guards"),
     .statement =
         N_("PO-G2 is nine pages of English prose at a post where most guards speak it as a "
            "second language."),
     .objective_evidence = N_("Three guards read section 4 aloud: fluent, slow, slow with help."),
     .requirement = N_("Form and medium of a paper are to suit those who work by it."),
     .consequence = N_("Steps are learned from colleagues and drift."),
     .risk = "medium",
     .site = DEMO_HARBOUR,
     .process = DEMO_ACCESS,
     .area = DEMO_GUARD_POST,
     .refs = "7.5.2-2",
     .evidence = "postorder reading"},
    {.key = "twopart",
     .grade = GRADE_GOOD_PRACTICE,
     .by = DEMO_WRONA,
     .at = DEMO_AT(0, 12, 0),
     .title = N_("Two-part release code stops false collections"),
     .statement =
         N_("One half of the release code reaches the driver through the app, the other is "
            "at the lane; neither is of use alone."),
     .objective_evidence = N_("One of three collections watched was rightly refused. No collection "
                              "under a false name since {-200}; five in the year before."),
     .requirement = N_("Treatment chosen among several options and put to work."),
     .risk = "low",
     .site = DEMO_HARBOUR,
     .process = DEMO_RELEASE,
     .area = DEMO_GATE_2,
     .refs = "8.3-d",
     .evidence = "code sealwatch"},
    {.key = "drillcards",
     .grade = GRADE_GOOD_PRACTICE,
     .by = DEMO_WRONA,
     .at = DEMO_AT(1, 16, 35),
     .title = N_("Five-minute drill cards at shift change"),
     .statement =
         N_("The depot guards draw one card at each handover and play it through; what goes "
            "wrong is written down and put right."),
     .objective_evidence = N_("84 entries since {-90}; six of six guards knew their first act."),
     .requirement =
         N_("People know what is theirs to do, emergencies included; plans are at hand."),
     .risk = "low",
     .site = DEMO_DEPOT,
     .process = DEMO_SURVEILLANCE,
     .area = DEMO_DEPOT_POST,
     .refs = "7.3-4 8.6.4-11",
     .evidence = "cards guards"}};

static const enum demo_site now_sites[] = {DEMO_HARBOUR, DEMO_DEPOT, DEMO_OFFICE};
static const enum demo_process now_processes[] = {
    DEMO_ACCESS,    DEMO_SEALS,   DEMO_SURVEILLANCE,  DEMO_RELEASE,
    DEMO_EQUIPMENT, DEMO_VETTING, DEMO_RAIL_HANDOVER, DEMO_SUPPLIERS};

static const struct demo_member now_team[] = {
    {DEMO_LI, "lead",
     N_("I belong to internal audit, report to the board's audit committee and have not worked in "
        "security, operations or IT of this company."),
     N_("Chapters 4, 5, 6 and 9")},
    {DEMO_WRONA, "auditor",
     N_("I have no part in the processes audited and no relatives in the units audited. I worked "
        "for "
        "a competitor until four years ago."),
     N_("Chapters 7, 8 and 10, gates and depot")},
    {DEMO_DIALLO, "expert",
     N_("I did not design, buy or maintain the systems looked at; I belong to group engineering."),
     N_("Detection, alarm system, networks; makes no judgement on conformity")},
    {DEMO_SOLBERG, "auditee", NULL, N_("Guide at head office")},
    {DEMO_MENDES, "auditee", NULL, N_("Guide at the harbour terminal")},
    {DEMO_ADEYEMI, "auditee", NULL, N_("Guide at the depot")}};

/* ---- IA-2025-02, closed ---------------------------------------------------------------------- */

static const struct demo_assessment last_assessments[] = {
    {"4.1", YES, DEMO_MANAGEMENT, N_("Overview SEC-L-02 rev 7, 19 issues, owners named.")},
    {"4.2.2-c", YES, DEMO_LEGAL, N_("6 of 44 entries compared with the source, all current.")},
    {"4.2.3.8", YES, DEMO_STAFF_DOOR, N_("Ten minutes at door 104: 52 people, nobody followed.")},
    {"4.3-4", YES, DEMO_MANAGEMENT, N_("Scope SEC-PL-02 rev 3, on the intranet and at reception.")},
    {"5.1-4", YES, DEMO_MANAGEMENT, N_("Two posts asked for, two given; cut accepted in writing.")},
    {"5.2.2-3", YES, DEMO_MANAGEMENT,
     N_("Policy was looked at again when the bonded warehouse was taken over ({-230}).")},
    {"5.3-a", YES, DEMO_MANAGEMENT, N_("Letter of appointment seen.")},
    {"6.1.2-c", YES, DEMO_WORKSHOP,
     N_("Oldest recorder nine years: in the assessment, with a date.")},
    {"6.2.1-b", OFI, DEMO_SECURITY,
     N_("Five of seven objectives have a target and no base value, so progress can't be read.")},
    {"6.2.2-4", YES, DEMO_SECURITY, N_("Two of nine milestones late, both with a new date.")},
    {"6.3-1", YES, DEMO_SECURITY, N_("Change of guarding firm planned from {-160} on.")},
    {"7.1", YES, DEMO_GUARD_POST, N_("Car, torch and radio of patrol 1 tried.")},
    {"7.2-2", MINOR, DEMO_CONTROL,
     N_("Clearance of 2 of 14 operators lapsed {-71} and {-18}; both were on shift.")},
    {"7.2-4", YES, DEMO_HR, N_("Five files drawn, five complete.")},
    {"7.4-2", YES, DEMO_CONTROL, N_("Alarm of {-20}: passed on within six minutes, limit ten.")},
    {"7.5.3-b", MINOR, DEMO_SERVERS,
     N_("Camera settings are saved every night; a restore was never tried since the recorder was "
        "fitted.")},
    {"7.5.3-d", YES, DEMO_GATE_1,
     N_("Seven papers at posts compared with the master list: current.")},
    {"8.1-1", YES, DEMO_GATE_2, N_("Limits on the board and in the heads.")},
    {"8.1-2", YES, DEMO_GATE_2, N_("Six exits watched, both hasps each time.")},
    {"8.1-3", MINOR, DEMO_GATE_2, N_("Seal log: 4 of 25 exits drawn without a seal number.")},
    {"8.4-1", YES, DEMO_HR, N_("Three leavers: badge and keys back on the last day.")},
    {"8.4-2", YES, DEMO_FENCE_EAST, N_("Zones 10 to 15 walked; four test alarms, four came in.")},
    {"8.4-g", NA, DEMO_PROCUREMENT,
     N_("No demand on suppliers was set or altered since the first certification.")},
    {"8.5.1-5", YES, DEMO_MANAGEMENT,
     N_("Case for the drone study: turned down, reasons on file.")},
    {"8.5.3", YES, DEMO_FENCE_EAST,
     N_("Fence walked from F1 to F18 at night: whole, lamps all lit.")},
    {"8.6.2-c", YES, DEMO_BERTH_1, N_("Quay guard pressed the button: first patrol after 3 min.")},
    {"8.6.2-f", LEFT, DEMO_NOWHERE,
     N_("No long-running event in the period to judge the habit by.")},
    {"8.6.2-i", LEFT, DEMO_NOWHERE,
     N_("Communications officer ill on both days; papers alone did not allow a judgement.")},
    {"8.6.3-2", YES, DEMO_ASSEMBLY,
     N_("Joint exercise with harbour police, customs and fire brigade, notes of all four.")},
    {"8.6.3-3", YES, DEMO_DEPOT_POST, N_("Alert chain tried: 11 of 13 calls answered.")},
    {"8.6.4-c", LEFT, DEMO_NOWHERE,
     N_("Restoration after cloned cards: plan was being rewritten, draft not ready.")},
    {"8.6.5", YES, DEMO_GATE_1, N_("Barrier from the blockade taken away, sheet signed.")},
    {"9.1-2", YES, DEMO_CONTROL, N_("Five camera outages counted again, same result.")},
    {"9.2.2-b", LEFT, DEMO_NOWHERE,
     N_("Our own independence is for others to judge: group audit looks at it each January.")},
    {"9.3.2-d.1", YES, DEMO_MANAGEMENT, N_("Curve over three years on page 4 of the review.")},
    {"9.3.3-1", YES, DEMO_MANAGEMENT, N_("Seven decisions, each with money and a name.")},
    {"10.1-1", YES, DEMO_GATE_1, N_("Refused trucks without booking: from 31 to 9 a month.")},
    {"10.2-4", YES, DEMO_CONTROL,
     N_("Zone 7: 44 false alarms in a month traced to a loose sign, 2 after the repair.")},
    {"10.2-8", YES, DEMO_SECURITY, N_("Three actions drawn, risk note before the start in each.")}};

static const struct demo_sample last_samples[] = {
    {"8.1-3", 1391, "random", 25, "1187", NULL, 4},
    {"7.2-2", 14, "complete", 14, NULL, N_("All control room operators"), 2},
    {"4.2.2-c", 44, "random", 6, "5520", NULL, 0}};

static const struct demo_evidence last_evidence[] = {
    {"lastseallog", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(0, 14, 10), DEMO_GATE_2,
     N_("Seal log Gate 2, 25 exits drawn"), N_("Seal number missing in 4 of 25."),
     N_("Gate-out log {-8} to {-1}, 1391 exits"), NULL, "8.1-3", "internal", NULL},
    {"lastexits", EVIDENCE_OBSERVATION, DEMO_WRONA, DEMO_AT(0, 14, 50), DEMO_GATE_2,
     N_("Six exits watched"), N_("Both hasps looked at each time."), NULL, NULL, "8.1-2",
     "internal", NULL},
    {"clearance", EVIDENCE_RECORD, DEMO_LI, DEMO_AT(1, 10, 30), DEMO_HR,
     N_("Clearance list, control room operators"), N_("14 operators, two lapsed ({-71}, {-18})."),
     N_("HR-F-07 of {+1}"), NULL, "7.2-2", "restricted", NULL},
    {"roster", EVIDENCE_RECORD, DEMO_LI, DEMO_AT(1, 11, 15), DEMO_CONTROL,
     N_("Roster of the control room"), N_("Both operators on shift on {-3}."), N_("Roster week -1"),
     NULL, "7.2-2", "confidential", NULL},
    {"backup", EVIDENCE_INTERVIEW, DEMO_WRONA, DEMO_AT(2, 9, 40), DEMO_SERVERS,
     N_("Backup of the camera settings"), N_("'Saved every night. Restored? We never had to.'"),
     NULL, N_("Systems administrator"), "7.5.3-b", "internal", NULL},
    {"objectives", EVIDENCE_DOCUMENT, DEMO_LI, DEMO_AT(1, 14, 0), DEMO_SECURITY,
     N_("Security objectives"), N_("Seven objectives, base values for two."), N_("SEC-PL-03 rev 2"),
     NULL, "6.2.1-b", "internal", NULL},
    {"joint", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(2, 15, 20), DEMO_ASSEMBLY,
     N_("Notes of the joint exercise"),
     N_("One scenario, four reports, one list of 12 lessons with owners."), N_("SEC-F-44 of {-40}"),
     NULL, "8.6.3-2", "confidential", NULL},
    {"fencewalk", EVIDENCE_OBSERVATION, DEMO_WRONA, DEMO_AT(2, 21, 30), DEMO_FENCE_EAST,
     N_("Fence walked at night, F1 to F18"), N_("No gap, no dark lamp, four test alarms answered."),
     NULL, NULL, "8.5.3 8.4-2", "confidential", NULL}};

static const struct demo_finding last_findings[] = {
    {.key = "lastseals",
     .number = "NC-2025-011",
     .grade = GRADE_MINOR,
     .by = DEMO_WRONA,
     .at = DEMO_AT(0, 16, 30),
     .title = N_("Seal numbers missing in the log of Gate 2"),
     .statement = N_("Exits are booked without a seal number."),
     .objective_evidence = N_("4 of 25 exits drawn from {-8} to {-1} have no seal number."),
     .requirement = N_("Records are to show that the work ran as laid down."),
     .consequence = N_("Custody at the gate can't be shown for these boxes."),
     .risk = "high",
     .site = DEMO_HARBOUR,
     .process = DEMO_SEALS,
     .area = DEMO_GATE_2,
     .refs = "8.1-3",
     .evidence = "lastseallog"},
    {.key = "vetting",
     .number = "NC-2025-012",
     .grade = GRADE_MINOR,
     .by = DEMO_LI,
     .at = DEMO_AT(1, 15, 10),
     .title = N_("Clearance of two operators lapsed"),
     .statement = N_("Two control room operators worked with a clearance that had run out."),
     .objective_evidence = N_("2 of 14: {-71} and {-18}; both on the roster of {-3}."),
     .requirement = N_("People in sensitive posts are to be able and cleared for them."),
     .consequence = N_("Trust in the post rests on an old check."),
     .risk = "medium",
     .site = DEMO_OFFICE,
     .process = DEMO_VETTING,
     .area = DEMO_CONTROL,
     .refs = "7.2-2",
     .evidence = "clearance roster"},
    {.key = "lastbackup",
     .number = "NC-2025-013",
     .grade = GRADE_MINOR,
     .by = DEMO_WRONA,
     .at = DEMO_AT(2, 11, 0),
     .title = N_("Restore of the camera settings never tried"),
     .statement = N_("Whether the saved camera settings can be brought back has not been tried."),
     .objective_evidence = N_("No test on file; administrator: 'We never had to.'"),
     .requirement = N_("Security information is to be safe against loss."),
     .consequence = N_("After a recorder failure 184 cameras might have to be set up by hand."),
     .risk = "medium",
     .site = DEMO_OFFICE,
     .process = DEMO_EQUIPMENT,
     .area = DEMO_SERVERS,
     .refs = "7.5.3-b",
     .evidence = "backup"},
    {.key = "base",
     .number = "OFI-2025-006",
     .grade = GRADE_OFI,
     .by = DEMO_LI,
     .at = DEMO_AT(1, 16, 0),
     .title = N_("Objectives without a base value"),
     .statement = N_("Progress can be claimed but not read off for five of seven objectives."),
     .objective_evidence = N_("SEC-PL-03 rev 2: base values for objectives 1 and 4 only."),
     .requirement = N_("Objectives are better when progress can be measured."),
     .risk = "low",
     .site = DEMO_OFFICE,
     .process = DEMO_NO_PROCESS,
     .area = DEMO_SECURITY,
     .refs = "6.2.1-b",
     .evidence = "objectives"},
    {.key = "lastjoint",
     .number = "GP-2025-002",
     .grade = GRADE_GOOD_PRACTICE,
     .by = DEMO_WRONA,
     .at = DEMO_AT(2, 16, 0),
     .title = N_("Joint exercise with one list of lessons"),
     .statement = N_("Four organizations exercised together and keep one list of lessons."),
     .objective_evidence = N_("12 lessons, 9 closed with proof by the time of the audit."),
     .requirement = N_("Those who answer an incident work as one."),
     .risk = "low",
     .site = DEMO_HARBOUR,
     .process = DEMO_SURVEILLANCE,
     .area = DEMO_ASSEMBLY,
     .refs = "8.6.3-2",
     .evidence = "joint"}};

static const struct demo_member last_team[] = {
    {DEMO_LI, "lead", N_("I belong to internal audit and have no part in the processes audited."),
     NULL},
    {DEMO_WRONA, "auditor", N_("I have no part in the processes audited."),
     N_("Observed by an outside lead auditor on the second day")},
    {DEMO_SOLBERG, "auditee", NULL, NULL},
    {DEMO_MENDES, "auditee", NULL, NULL}};

/* ---- FU-2025-02, the follow-up between the two ----------------------------------------------- */

static const struct demo_assessment follow_assessments[] = {
    {"7.2-2", YES, DEMO_HR,
     N_("Clearance list of {+0}: 14 operators, none lapsed; the system warns HR 60 days ahead.")},
    {"7.5.3-b", OFI, DEMO_SERVERS,
     N_("One restore was tried: 164 of 184 cameras came back. See NC-2025-013.")},
    {"8.1-3", YES, DEMO_GATE_2, N_("Gate-out log {-30} to {-1}: 30 exits drawn, 30 seal numbers.")},
    {"8.5.3", MINOR, DEMO_GATE_1,
     N_("Lane 2 looked at after the near miss of {-9}: the barrier stands open for nine "
        "seconds.")}};

static const struct demo_sample follow_samples[] = {{"8.1-3", 5120, "random", 30, "6041", NULL, 0},
                                                    {"7.2-2", 14, "complete", 14, NULL, NULL, 0}};

static const struct demo_evidence follow_evidence[] = {
    {"followseals", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(0, 10, 15), DEMO_GATE_2,
     N_("Seal log Gate 2, 30 exits drawn"), N_("30 of 30 with seal number, day and night shift."),
     N_("Gate-out log {-30} to {-1}, 5120 exits"), NULL, "8.1-3", "internal", NULL},
    {"followvetting", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(0, 11, 20), DEMO_HR,
     N_("Clearance list with the warnings sent"),
     N_("14 operators, earliest expiry in 71 days; two warnings sent, both renewed in time."),
     N_("HR-F-07 of {+0}"), N_("Head of human resources"), "7.2-2", "restricted", NULL},
    {"followrestore", EVIDENCE_RECORD, DEMO_DIALLO, DEMO_AT(0, 13, 40), DEMO_SERVERS,
     N_("Protocol of the first restore"),
     N_("164 of 184 cameras back. The 20 of the depot have a second recorder that is not saved."),
     N_("IT-F-12 of {-34}"), N_("Systems administrator"), "7.5.3-b", "confidential", NULL},
    {"followbarrier", EVIDENCE_MEASUREMENT, DEMO_DIALLO, DEMO_AT(0, 15, 5), DEMO_GATE_1,
     N_("How long the barrier of lane 2 stays open"),
     N_("Ten lorries timed: 8.6 to 9.4 s from the last axle to the barrier down. Set value 2 s."),
     N_("Setting sheet GC-2"), NULL, "8.5.3", "internal", NULL},
    {"followvan", EVIDENCE_RECORD, DEMO_WRONA, DEMO_AT(0, 14, 30), DEMO_CONTROL,
     N_("Report of the near miss at lane 2"),
     N_("A courier's van followed a lorry in; stopped by the patrol after 140 m. Wrong turn, no "
        "harm."),
     N_("SEC-F-31 of {-9}, camera 8"), NULL, "8.5.3", "confidential", NULL}};

static const struct demo_finding follow_findings[] = {
    {.key = "barrier",
     .number = "NC-2025-014",
     .grade = GRADE_MINOR,
     .by = DEMO_WRONA,
     .at = DEMO_AT(0, 15, 40),
     .title = N_("Barrier of lane 2 stays open long enough for a second vehicle"),
     .statement = N_("The barrier at lane 2 closes nine seconds after a lorry, so that a second "
                     "vehicle can enter unseen by the gate."),
     .objective_evidence =
         N_("Near miss of {-9}: a van followed a lorry in. Ten closings timed on {+0}: 8.6 to 9.4 "
            "s, set value 2 s."),
     .requirement = N_("What was chosen to treat a risk is to be put in place and kept up."),
     .consequence = N_("One vehicle at a time is what the gate's checks rest on."),
     .risk = "high",
     .site = DEMO_HARBOUR,
     .process = DEMO_ACCESS,
     .area = DEMO_GATE_1,
     .refs = "8.5.3",
     .evidence = "followbarrier followvan",
     .source = "near-miss"}};

static const enum demo_process follow_processes[] = {DEMO_SEALS, DEMO_VETTING, DEMO_EQUIPMENT,
                                                     DEMO_ACCESS};

static const struct demo_member follow_team[] = {
    {DEMO_WRONA, "lead",
     N_("I have no part in the processes looked at and own none of the actions."), NULL},
    {DEMO_DIALLO, "expert",
     N_("I advised on the choice of the recorder in the year before; see the reason on record."),
     N_("Restore of the camera settings, barrier")},
    {DEMO_SOLBERG, "auditee", NULL, NULL}};

/* ---- all three ------------------------------------------------------------------------------- */

const struct demo_audit demo_audits[DEMO_AUDIT_COUNT] = {
    {.number = "IA-2025-02",
     .title = N_("Whole system, yearly audit"),
     .first_day = 349,
     .days = 4,
     .planned_days = 4,
     .created_at = DEMO_AT(-30, 9, 15),
     .objectives =
         N_("Does the security management system meet ISO 28000:2022 and our own rules, and "
            "does it work? Is it ready for the surveillance visit of the certifier?"),
     .criteria = N_("ISO 28000:2022; SEC-PL-01 to SEC-PR-21 as in force on the first day; port "
                    "facility security plan"),
     .scope = N_("All sites and all processes; haulage and vessels only at the handover points"),
     .methods = N_("Interviews, walks by day and by night, records by sample"),
     .client = N_("Managing director"),
     .confidentiality = "confidential",
     .distribution =
         N_("Managing director, audit committee, security manager, terminal manager, depot "
            "manager"),
     .conclusion = N_(
         "The system meets the standard in all chapters but for three points of limited reach "
         "(seal records, clearance of two operators, restore test). None of them puts the system "
         "as a whole in question."),
     .effectiveness = N_(
         "It works: thefts from the yard fell from seven to two in the year, 9 of 10 test alarms "
         "were answered in time, and the fence was whole and lit at night. Records lag behind "
         "practice at Gate 2."),
     .objectives_met = "yes",
     .obstacles =
         N_("None that changed the result. The night walk was moved by one day because of a "
            "vessel."),
     .not_covered = N_("8.6.2 f) and i) and 8.6.4 c), for the reasons given there; 9.2.2 b) is "
                       "left to group audit."),
     .diverging = N_("None left open."),
     .good_practice =
         N_("The joint exercise with harbour police, customs and fire brigade with one "
            "list of lessons for all four."),
     .recommendations = N_(
         "Look at Gate 2 at night next time. Take the depot's alert chain and the two unanswered "
         "calls into the programme. Walk the east fence again once the budget for its renewal is "
         "moved."),
     .sampling = N_(
         "The audit rests on samples (sizes are given with each requirement; seeds for the random "
         "ones). What was not drawn may hold faults that we did not see."),
     .otherwise = RESULT_CONFORMING,
     .sites = now_sites,
     .site_count = COUNT(now_sites),
     .processes = now_processes,
     .process_count = COUNT(now_processes),
     .team = last_team,
     .team_count = COUNT(last_team),
     .assessments = last_assessments,
     .assessment_count = COUNT(last_assessments),
     .samples = last_samples,
     .sample_count = COUNT(last_samples),
     .evidence = last_evidence,
     .evidence_count = COUNT(last_evidence),
     .findings = last_findings,
     .finding_count = COUNT(last_findings)},
    {.number = "FU-2025-02",
     .title = N_("Follow-up of IA-2025-02"),
     .type = "follow-up",
     .first_day = 219,
     .days = 1,
     .planned_days = 1,
     .created_at = DEMO_AT(-20, 9, 40),
     .objectives =
         N_("Did the actions on the nonconformities of IA-2025-02 work, and do they last?"),
     .criteria = N_("ISO 28000:2022; the plans accepted for NC-2025-011 to NC-2025-013"),
     .scope = N_("The open points of IA-2025-02, and the near miss at lane 2 that was reported in "
                 "between"),
     .methods = N_("Records by sample, measurements by the technical expert"),
     .client = N_("Managing director"),
     .confidentiality = "confidential",
     .distribution = N_("Managing director, audit committee, security manager, head of IT"),
     .conclusion =
         N_("Two of the three actions worked and are closed. The restore of the camera settings is "
            "proven for the harbour only: it is planned anew. One new nonconformity at Gate 1."),
     .effectiveness = N_("Seal records and clearances hold since the actions; 30 of 30 and 14 of "
                         "14."),
     .objectives_met = "yes",
     .obstacles = N_("None."),
     .not_covered = N_("All requirements outside the open points, as planned."),
     .diverging = N_("None."),
     .recommendations = N_("Look at the restore of the depot's cameras in the next audit."),
     .sampling = N_("Exits drawn at random (seed noted), clearances looked at one by one."),
     .otherwise = RESULT_NOT_COVERED,
     .otherwise_note = N_("Outside this follow-up, which looked at the open points only."),
     .sites = now_sites,
     .site_count = COUNT(now_sites),
     .processes = follow_processes,
     .process_count = COUNT(follow_processes),
     .team = follow_team,
     .team_count = COUNT(follow_team),
     .assessments = follow_assessments,
     .assessment_count = COUNT(follow_assessments),
     .samples = follow_samples,
     .sample_count = COUNT(follow_samples),
     .evidence = follow_evidence,
     .evidence_count = COUNT(follow_evidence),
     .findings = follow_findings,
     .finding_count = COUNT(follow_findings)},
    {.number = "IA-2026-03",
     .title = N_("Harbour terminal"),
     .type = "internal",
     .first_day = 2,
     .days = 2,
     .planned_days = 4,
     .created_at = DEMO_AT(-34, 10, 20),
     .objectives =
         N_("Does the system still meet ISO 28000:2022 and our own rules, and does it work at "
            "night as it does by day? Did the actions of IA-2025-02 last?"),
     .criteria = N_("ISO 28000:2022; SEC-PL-01 to SEC-PR-21 as in force on the first day; port "
                    "facility security plan; contract CTR-118 (guarding)"),
     .scope = N_("Harbour terminal, inland depot with siding, control room and support functions; "
                 "haulage and vessels only at the handover points"),
     .methods =
         N_("Interviews, walks by day and one by night, records by sample, measurements by the "
            "technical expert"),
     .client = N_("Managing director"),
     .confidentiality = "confidential",
     .distribution =
         N_("Managing director, audit committee, security manager, terminal manager, depot "
            "manager"),
     .sampling =
         N_("Samples are drawn at random where a list exists (seed noted), else by judgement "
            "with the reason in the note."),
     .otherwise = RESULT_NOT_ASSESSED,
     .sites = now_sites,
     .site_count = COUNT(now_sites),
     .processes = now_processes,
     .process_count = COUNT(now_processes),
     .team = now_team,
     .team_count = COUNT(now_team),
     .assessments = now_assessments,
     .assessment_count = COUNT(now_assessments),
     .samples = now_samples,
     .sample_count = COUNT(now_samples),
     .evidence = now_evidence,
     .evidence_count = COUNT(now_evidence),
     .findings = now_findings,
     .finding_count = COUNT(now_findings)}};
