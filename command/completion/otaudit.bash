# Completion of otaudit for bash: source <(otaudit completion bash)
_otaudit() {
  local words=() word begun=${COMP_WORDS[COMP_CWORD]}
  for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
    [ "$word" = = ] || words+=("$word") # bash makes a word of the = in --flag=value
  done
  [ "$begun" != = ] || begun=
  COMPREPLY=()
  while IFS=$'\t' read -r word _; do
    COMPREPLY+=("$word")
  done < <("${COMP_WORDS[0]}" __complete "--begun=$begun" -- "${words[@]}" 2>/dev/null)
}
complete -o bashdefault -o default -F _otaudit otaudit
