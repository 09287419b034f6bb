# Completion of otaudit for fish: otaudit completion fish | source
function __otaudit_complete
    set -l words (commandline -opc)
    set -l found (otaudit __complete --begun=(commandline -ct) -- $words[2..-1] 2>/dev/null)
    printf '%s\n' $found
    if test (count $found) -eq 0; or test (count $words) -eq 1
        __fish_complete_path (commandline -ct)
    end
end
complete -c otaudit -f -a '(__otaudit_complete)'
