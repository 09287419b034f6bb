# Completion of otaudit for PowerShell: otaudit completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName otaudit, otaudit.exe -ScriptBlock {
    param($begun, $line, $cursor)
    $words = @($line.CommandElements | Select-Object -Skip 1 | Where-Object { $_.Extent.EndOffset -lt $cursor } | ForEach-Object { "$_" })
    & "$($line.CommandElements[0])" __complete "--begun=$begun" '--' @words 2>$null | ForEach-Object {
        $word, $about = $_ -split "`t", 2
        if (-not $about) { $about = $word }
        [System.Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $about)
    }
}
