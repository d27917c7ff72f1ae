# Completion of %(prog_name)s in bash 4.4 and later.
%(complete_func)s() {
    local line="${COMP_LINE:0:COMP_POINT}" word title typed before begins=yes
    typed="${line##*[[:space:]]}"
    # Readline puts a suggestion in place of what stands behind the last : or =, and not of the whole word.
    before="${typed%%"${typed##*[$COMP_WORDBREAKS]}"}"
    COMPREPLY=()
    while IFS=$'\t' read -r word title; do
        [[ -n $word && $word == "$before"* ]] || continue
        [[ $word == "$typed"* ]] || begins=
        [[ $word == *= ]] && compopt -o nospace
        COMPREPLY+=("${word#"$before"}")
    done < <(env %(autocomplete_var)s=complete_lines _TYPER_COMPLETE_ARGS="$line" "${1/#\~/$HOME}" 2>/dev/null)
    # What is typed stays until one is chosen, where suggestions are found by a word of their title.
    if [[ -z $begins && ${#COMPREPLY[@]} -gt 1 ]]; then COMPREPLY+=(" "); fi
}

complete -o default -F %(complete_func)s %(prog_name)s
