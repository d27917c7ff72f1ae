#compdef %(prog_name)s
# Completion of %(prog_name)s in zsh.
%(complete_func)s() {
    local line="${(j: :)words[1,CURRENT]}" value title begins=yes
    local -a values shown
    while IFS=$'\t' read -r value title; do
        [[ -n $value ]] || continue
        [[ $value == ${(Q)words[CURRENT]}* ]] || begins=
        values+=("$value")
        shown+=("$value${title:+  -- $title}")
    done < <(env %(autocomplete_var)s=complete_lines _TYPER_COMPLETE_ARGS="$line" ${(Q)words[1]} 2>/dev/null)
    if (( ! ${#values} )); then
        _files
        return
    fi
    local -a options=(-U -l -d shown)
    [[ ${#values} == 1 && $values[1] == *= ]] && options+=(-S '')
    compadd "${options[@]}" -a values
    # Found by a word of the title: what all begin with would take the place of what is typed.
    [[ -n $begins ]] || compstate[insert]=menu
}

if [[ ${funcstack[1]} == _%(prog_name)s ]]; then
    %(complete_func)s "$@"  # this file is the function itself: the first TAB of a session
else
    compdef %(complete_func)s %(prog_name)s
fi
