# walk_lib.sh - for the scripts that use the screens: a known person and laptop, and looks at boxes.
# shellcheck shell=bash disable=SC2015,SC2016,SC2034
# shellcheck source=tests/e2e/lib.sh
. "${BASH_SOURCE[0]%/*}/lib.sh"

extra_env=("AUDITWALK_PERSON=Li Na")

# use_device: gives the person a known key, so that drafts have known numbers (E-mb5j-1).
use_device() {
    mkdir -p "$home/.local/share/auditwalk" &&
        cp "$top_srcdir/tests/fixtures/device-key" "$home/.local/share/auditwalk/device" &&
        chmod 600 "$home/.local/share/auditwalk/device" || fail "no device key"
}
use_device

# program_id: prints the process of the program on the terminal, not that of its keeper.
program_id() {
    local keeper_id
    keeper_id=$(tmux_do display-message -p -t main '#{pane_pid}')
    tr -d ' ' <"/proc/$keeper_id/task/$keeper_id/children"
}

# press KEY TEXT: a key, and the text that must appear after it.
press() {
    keys "$1"
    wait_for "$2"
}

# on_line REGEX: a row of the screen matches; wait_line REGEX waits for it.
on_line() {
    screen | grep -qE -e "$1"
}

no_line() {
    ! on_line "$1"
}

wait_line() {
    poll "$patience" on_line "$1" || {
        print_screen >&2
        fail "no row of the screen matches /$1/"
    }
}

wait_no_line() {
    poll "$patience" no_line "$1" || {
        print_screen >&2
        fail "a row of the screen still matches /$1/"
    }
}

# Every row of a box has its borders in the columns where the top of the box has its corners and
# joints, measured in columns of the terminal; and the box is as wide as the screen, given.
boxes='
    use strict;
    my $columns = shift;
    my (@joints, $bad, $boxes);
    while (my $line = <STDIN>) {
        chomp $line;
        my (%border, $at);
        $at = 0;
        for my $c (split //, $line) {
            $border{$at} = 1 if $c =~ /[│┌┐└┘├┤┬┴┼]/;
            $at += $c =~ /[\p{Ea=W}\p{Ea=F}]/ ? 2 : $c =~ /\p{M}/ ? 0 : 1;
        }
        if ($line =~ /^┌/) {
            my $corner = 0;
            @joints = ();
            for my $c (split //, $line) {
                push @joints, $corner if $c =~ /[┌┬┐]/;
                $corner += $c =~ /[\p{Ea=W}\p{Ea=F}]/ ? 2 : $c =~ /\p{M}/ ? 0 : 1;
            }
            $boxes++;
            $bad = "the top does not reach column $columns: $line"
                unless @joints >= 2 && $joints[-1] == $columns - 1 && $at == $columns;
        } elsif ($line =~ /^[│└├]/) {
            $bad = "$at columns, not $columns: $line" unless $at == $columns;
            for my $joint (@joints) {
                $bad = "no border in column $joint: $line" unless $border{$joint};
            }
        }
        last if $bad;
    }
    $bad = "no box" unless $bad || $boxes;
    print "$bad\n" if $bad;
    exit($bad ? 1 : 0);
'

boxes_fit() {
    screen | perl -Mutf8 -CSDA -e "$boxes" "$1" >"$work/boxes"
}

# check_boxes COLUMNS: once the screen has come to rest.
check_boxes() {
    poll 5 boxes_fit "$1" || {
        print_screen >&2
        fail "a box is out of line: $(cat "$work/boxes")"
    }
}
