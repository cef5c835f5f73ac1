#!/bin/bash
# photos.sh - the watched folder: newest first, a preview, the time of the photo, the same content
# twice, a camera command, a dropped path; and hostile images.
# shellcheck source=tests/e2e/walk_lib.sh disable=SC2154
. "${0%/*}/walk_lib.sh"

preview=${AUDITWALK%/*}/auditwalk-preview
photos=$work/files/phone
mkdir -p "$photos" "$home/.config/auditwalk"
cp "$top_srcdir/data/demo/gate-2-seal-missing.jpg" "$photos/seal.jpg"
cp "$top_srcdir/data/demo/fence-F12-gap.jpg" "$photos/fence.jpg"
printf 'Minutes of the meeting\n' >"$photos/minutes.txt"
touch -d '2026-03-12 09:00' "$photos/seal.jpg"
touch -d '2026-03-12 09:10' "$photos/fence.jpg"
touch -d '2026-03-12 08:00' "$photos/minutes.txt"
ln -s /etc/passwd "$photos/link.jpg"
mkfifo "$photos/pipe.jpg"
: >"$photos/empty.jpg"
printf 'x' >"$photos/.hidden.jpg"
cat >"$work/camera" <<'END'
#!/bin/sh
cp "$2" "$1"
END
chmod +x "$work/camera"
cat >"$home/.config/auditwalk/config" <<END
photos = $photos
capture = $work/camera {file} "$top_srcdir/data/demo/fence-F12-gap.jpg"
END

run 0 "$AUDITWALK" demo demo.audit

step "p lists the folder, newest first; links, pipes, empty and hidden files are left out"
start 120x40 "$AUDITWALK" demo.audit
wait_for "IA-2026-03"
press Enter " 160/265 "
keys Space
press p "Photos and files, newest first"
wait_for "fence.jpg"
wait_line 'fence\.jpg'
screen | grep -n '\.jpg\|\.txt' | grep -o '[a-z]*\.\(jpg\|txt\)' | head -5 >"$work/names"
[ "$(grep -nx 'seal.jpg' "$work/names" | cut -d: -f1 | head -1)" -gt 1 ] || fail "not newest first"
for name in link.jpg pipe.jpg empty.jpg .hidden.jpg; do
    ! on_screen "$name" || fail "$name is listed"
done
if [ -x "$preview" ]; then
    wait_for "640 x 480"
    wait_for "█████"
    wait_for "taken 20"
fi
wait_for "the same content is attached to E-"

step "a document is told by its content"
keys G
wait_for "text/plain"

step "Enter goes on to the evidence, with the file in it"
keys g j
wait_line 'image/jpeg'
press Enter "New evidence for"
wait_for "seal.jpg"
type_text "Seal missing at gate 2"
keys Enter
wait_for "Photos and files, newest first"
keys q
wait_line ' E1'

step "the camera command writes a photo"
press p "Photos and files, newest first"
press c "photo-20"

step "a folder that is gone is said"
rm -r "$photos"
press R "can't be read"
keys q
wait_for " 160/265 "

step "a path dropped on the walk is attached"
cp "$top_srcdir/data/demo/fence-F12-gap.jpg" "$work/files/dropped.jpg"
paste_text "$work/files/dropped.jpg"
wait_for "New evidence for"
wait_for "dropped.jpg will be attached"
keys Escape
wait_for "/265 "
keys Q
wait_exit 0

step "the command says the same of a photo that is there already"
run 0 "$AUDITWALK" -f demo.audit evidence add --ref 8.4-c --kind photo --title "Again" \
    --attach "$top_srcdir/data/demo/fence-F12-gap.jpg"
expect_err "the same content is attached to E-"

step "a configuration that can't be used is a warning"
printf 'photos = relative\ncapture = camera\n' >"$home/.config/auditwalk/config"
run 0 "$AUDITWALK" -f demo.audit audits
expect_err "photos can't be \"relative\""
expect_err "capture can't be \"camera\""

if [ ! -x "$preview" ]; then
    exit 0
fi

step "hostile images end the preview, and nothing else"
photo=$top_srcdir/data/demo/fence-F12-gap.jpg
"$preview" 40 12 <"$photo" | head -1 | grep -q '^640 480 2' || fail "no preview"
hostile() {
    timeout 20 "$preview" 40 12 <"$1" 2>/dev/null | cat >"$work/preview.out"
    local status=${PIPESTATUS[0]}
    [ "$status" = 0 ] || [ "$status" = 1 ] || [ "$status" = 137 ] || [ "$status" = 152 ] ||
        fail "$1: status $status"
}
: >none
hostile none
head -c 20000 "$photo" >cut.jpg
hostile cut.jpg
head -c 100000 /dev/urandom >noise
hostile noise
{ printf '\377\330\377'; head -c 50000 /dev/urandom; } >noise.jpg
hostile noise.jpg
# A PNG that says it has 60,000 x 60,000 pixels, and a JPEG of 65,000 x 65,000.
printf '\211PNG\r\n\032\n\0\0\0\rIHDR\0\0\352\140\0\0\352\140\10\2\0\0\0\0\0\0\0' >huge.png
hostile huge.png
printf '\377\330\377\300\0\021\10\375\350\375\350\3\1\42\0\2\21\1\3\21\1\377\331' >huge.jpg
hostile huge.jpg
for at in 2 30 100 160 300 600 700 2000 9000; do
    cp "$photo" flipped.jpg
    printf '\377\377\377\377' | dd of=flipped.jpg bs=1 seek=$at conv=notrunc 2>/dev/null
    hostile flipped.jpg
done
