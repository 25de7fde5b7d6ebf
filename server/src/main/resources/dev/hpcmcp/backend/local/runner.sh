#!/bin/sh
# Runs one attempt of one job of the local cluster, and outlives the server that started it.
#
#   runner.sh run     ATTEMPT GRACE LIMIT SPOOL ID SESSION...   runs the job, sees to its end, then to the queue
#   runner.sh payload ATTEMPT                                   becomes the job (in a session of its own)
#   runner.sh watch   ATTEMPT GRACE LIMIT                       ends the job after LIMIT seconds
#   runner.sh end     ATTEMPT GRACE                             asks the job to end; after GRACE seconds kills it
#   runner.sh signal  ATTEMPT SIGNAL                            sends a signal to every process of the job
#
# ATTEMPT is a directory made by the server; SESSION... is a command that runs its arguments in a new session.
# What the job is comes from files and is never evaluated. The files for results are there before the job starts and
# are overwritten in place: that succeeds on a full disk too.

mode=$1 attempt=$2
cd "$attempt" || exit 1

write() { printf '%-63s\n' "$2" 1<>"$1"; }

recorded() { # FILE: what was written to it; fails if nothing was
    words=
    { read -r words <"$1"; } 2>/dev/null
    [ -n "$words" ]
}

# What tells the process with this pid from a later one with the same pid.
born() {
    {
        if read -r boot </proc/sys/kernel/random/boot_id && read -r stat <"/proc/$1/stat"; then
            set -f
            # shellcheck disable=SC2086
            set -- ${stat##*') '}
            set +f
            echo "$boot ${20}"
        else
            echo "epoch $(date +%s)"
        fi
    } 2>/dev/null
}

living() { # PID BIRTH
    case $2 in
        epoch*) kill -s 0 "$1" 2>/dev/null ;;
        *) [ "$(born "$1")" = "$2" ] ;;
    esac
}

# Every process of a job carries its token in its environment, also one that left its group and session.
marked() {
    recorded token || return
    for file in $(grep -alsF -e "$words" /proc/[0-9]*/environ); do
        file=${file#/proc/}
        echo "${file%/environ}"
    done
}

group_lives() { [ -n "$pid" ] && kill -s 0 -- "-$pid" 2>/dev/null; }

send() { # SIGNAL
    if [ -n "$pid" ]; then
        kill -s "$1" -- "-$pid" 2>/dev/null || kill -s "$1" "$pid" 2>/dev/null
    fi
    for process in $(marked); do
        group=$(group_of "$process")
        [ "$group" = "$pid" ] || kill -s "$1" "$process" 2>/dev/null
    done
}

group_of() {
    { read -r stat <"/proc/$1/stat"; } 2>/dev/null || return
    stat=${stat##*') '}
    stat=${stat#* * }
    echo "${stat%% *}"
}

wait_for_group() { # SECONDS
    tenths=$(($1 * 10))
    while [ "$tenths" -gt 0 ] && group_lives; do
        sleep 0.1
        tenths=$((tenths - 1))
    done
}

sweep() {
    [ -z "$pid" ] || kill -s KILL -- "-$pid" 2>/dev/null
    rounds=100
    while [ "$rounds" -gt 0 ]; do
        found=$(marked)
        [ -n "$found" ] || return
        for process in $found; do kill -s KILL "$process" 2>/dev/null; done
        rounds=$((rounds - 1))
        sleep 0.02
    done
}

# Sets pid to the job's process, which leads its group; to nothing if that pid is another's by now.
find_payload() {
    pid=
    recorded payload || return
    birth=${words#* }
    candidate=${words%% *}
    if ! kill -s 0 "$candidate" 2>/dev/null || living "$candidate" "$birth"; then
        pid=$candidate
    fi
}

# A job may be asked to end just as it begins.
await_payload() {
    tenths=20
    find_payload
    while [ -z "$pid" ] && [ "$tenths" -gt 0 ] && ! recorded result; do
        sleep 0.1
        tenths=$((tenths - 1))
        find_payload
    done
}

stop() { # GRACE
    await_payload
    if [ "$1" -gt 0 ]; then
        send TERM
        send CONT
        wait_for_group "$1"
    fi
    sweep
}

read_values() { # FILE COMMAND...: runs the command with the values of the file. = begins a value, + its next line
    values=$1
    shift
    value= any=
    while IFS= read -r line; do
        case $line in
            =*)
                [ -z "$any" ] || set -- "$@" "$value"
                value=${line#=} any=1
                ;;
            +*)
                value="$value
${line#+}"
                ;;
        esac
    done <"$values"
    [ -z "$any" ] || set -- "$@" "$value"
    "$@"
}

become() {
    cd -- "$directory" && exec "$@" </dev/null >>"$out" 2>>"$err"
    exit 126
}

read_places() {
    { IFS= read -r directory && IFS= read -r out && IFS= read -r err; } <places
}

run() {
    grace=$1 limit=$2 spool=$3 id=$4
    shift 4
    mkdir claim || exit 0
    write runner "$$ $(born $$)"
    read_places
    if recorded ending; then
        write result "exit 143 $words"
    elif ! (cd -- "$directory") 2>/dev/null; then
        write result "start_failed directory"
    elif ! (: >"$out" && : >"$err") 2>/dev/null; then
        write result "start_failed output"
    else
        supervise "$@"
    fi
    look_after_queue
}

supervise() {
    watch=
    if [ "$limit" -gt 0 ]; then
        "$@" /bin/sh "$0" watch "$attempt" "$grace" "$limit" &
        watch=$!
    fi
    # In the foreground, because a shell makes what runs in the background deaf to INT and QUIT.
    "$@" /bin/sh "$0" payload "$attempt"
    status=$?
    find_payload
    if recorded ending; then ending=$words linger=$grace; else ending= linger=2; fi
    [ -z "$watch" ] || kill -s KILL -- "-$watch" 2>/dev/null
    wait_for_group "$linger"
    sweep
    write result "exit $status $ending"
}

# What waits must start even if no server lives to see this end.
look_after_queue() {
    cd "$spool" || exit 0
    tenths=0
    for server in servers/*; do
        if recorded "$server" && living "${words%% *}" "${words#* }"; then tenths=30; fi
    done
    while [ "$tenths" -gt 0 ]; do
        [ -e "active/$id" ] || exit 0
        sleep 0.1
        tenths=$((tenths - 1))
    done
    [ -n "$(ls queue)" ] && [ -s pass ] && read_values pass exec
    exit 0
}

case $mode in
    run)
        shift 2
        run "$@"
        ;;
    payload)
        write payload "$$ $(born $$)"
        read_places
        read_values argv become
        ;;
    watch)
        sleep "$4"
        recorded result && exit 0
        recorded ending
        case $words in cancelled | requeue) ;; *) write ending timed_out ;; esac
        stop "$3"
        ;;
    end)
        stop "$3"
        ;;
    signal)
        find_payload
        send "$3"
        ;;
esac
