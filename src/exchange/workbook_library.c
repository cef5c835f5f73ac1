/* workbook_library.c - loads libxlsxwriter when it is wanted. */
#ifdef HAVE_CONFIG_H
#include "config.h"
#endif

#define WORKBOOK_LIBRARY_OWN_NAMES
#include "exchange/workbook_library.h"

#include <dlfcn.h>
#include <string.h>

#include "base/i18n.h"
#include "exchange/export.h"

struct workbook_calls workbook_calls;

static enum err_code missing(struct err *err)
{
    const char *why = dlerror();

    err_set(err, ERR_INTERNAL, _("workbooks can't be written: %s"),
            why != NULL ? why : XLSXWRITER_SONAME);
    return err_hint(err, _("install libxlsxwriter, with which this program was built"));
}

/* What dlsym gives is a function here; the copy keeps compilers from doubting it. */
static bool find(void *library, const char *name, void *call, size_t size)
{
    void *found = dlsym(library, name);

    memcpy(call, &found, size);
    return found != NULL;
}

enum err_code workbook_library_load(struct err *err)
{
    struct workbook_calls calls;

    if (workbook_calls.workbook_close != NULL)
        return ERR_OK;
    void *library = dlopen(XLSXWRITER_SONAME, RTLD_LAZY | RTLD_LOCAL);
    if (library == NULL)
        return missing(err);
#define FIND(name)                                                                                 \
    if (!find(library, #name, &calls.name, sizeof calls.name))                                     \
        return missing(err);
    WORKBOOK_CALLS(FIND)
#undef FIND
    workbook_calls = calls;
    return ERR_OK;
}

const char *export_library_version(void)
{
    return workbook_library_load(NULL) == ERR_OK ? workbook_calls.lxw_version() : NULL;
}
