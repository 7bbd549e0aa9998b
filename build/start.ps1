# For mas.cmd: builds mas where that was not done yet, or where sources have changed since, as ./mas does. For Windows PowerShell 5.
$ErrorActionPreference = 'Stop'
$root = Split-Path $PSScriptRoot
$output = "$root/src/Mas.Cli/bin/Release/net10.0"
$built = "$output/built" # as old as the beginning of the last build that ended well
$log = "$root/src/Mas.Cli/obj/build.log"

function Say($text) { [Console]::Error.WriteLine("mas: $text") }

# A folder is newer too, where a file of it was removed or renamed.
function Test-Fresh {
  if (-not (Test-Path "$output/Mas.Cli.dll") -or -not (Test-Path $built)) { return $false }
  $since = (Get-Item $built).LastWriteTimeUtc
  $tops = @(Get-ChildItem "$root/src") + @('build', 'Directory.Build.props', 'Directory.Packages.props', 'global.json' |
    ForEach-Object { Get-Item "$root/$_" })
  $parts = $tops | Where-Object { $_.PSIsContainer } | ForEach-Object { Get-ChildItem $_.FullName } |
    Where-Object { 'bin', 'obj' -notcontains $_.Name }
  $inner = $parts | Where-Object { $_.PSIsContainer } | ForEach-Object { Get-ChildItem $_.FullName -Recurse }
  -not (@($tops) + @($parts) + @($inner) | Where-Object { $_.LastWriteTimeUtc -gt $since } | Select-Object -First 1)
}

function Test-Sdk {
  if (-not (Get-Command dotnet -ErrorAction SilentlyContinue)) { return $false }
  Push-Location $root
  dotnet --version > $null
  Pop-Location
  $LASTEXITCODE -eq 0
}

function Enter-Lock {
  $waits = $false
  while ($true) {
    try { return [IO.File]::Open("$root/src/Mas.Cli/obj/build.lock", 'OpenOrCreate', 'ReadWrite', 'None') }
    catch [IO.IOException] {
      if (-not $waits) { Say 'another start builds mas; waiting for it' }
      $waits = $true
      Start-Sleep -Milliseconds 200
    }
  }
}

function Build {
  Say 'building, which takes a minute or two the first time and may download 0.2 GB'
  $clock = [Diagnostics.Stopwatch]::StartNew()
  New-Item "$output/begun" -ItemType File -Force > $null
  # Warnings are for those who change the code. Nothing of the build stays behind in memory.
  $words = 'build', 'src/Mas.Cli', '-c', 'Release', '-p:RunAnalyzers=false', '-p:TreatWarningsAsErrors=false', '--disable-build-servers'
  $process = Start-Process dotnet $words -PassThru -NoNewWindow -WorkingDirectory $root `
    -RedirectStandardOutput $log -RedirectStandardError "$log.err"
  $null = $process.Handle # else its exit code is lost
  while (-not $process.WaitForExit(1000)) {
    if (-not [Console]::IsErrorRedirected) { [Console]::Error.Write("`rmas: $([int]$clock.Elapsed.TotalSeconds) s ") }
  }
  if ($process.ExitCode -ne 0) {
    $errors = @(Get-Content $log, "$log.err" | Select-String '(: |^)error ' | ForEach-Object { $_.Line } | Sort-Object -Unique)
    if (-not $errors) { $errors = @(Get-Content $log, "$log.err" | Select-Object -Last 20) }
    $errors | ForEach-Object { [Console]::Error.WriteLine($_) }
    Say "the build failed with exit code $($process.ExitCode); all that it printed is in $log"
    exit $process.ExitCode
  }
  Move-Item "$output/begun" $built -Force
  Say "built in $([int]$clock.Elapsed.TotalSeconds) s"
}

if (Test-Fresh) { exit 0 }
if (-not (Test-Sdk)) {
  Say 'the .NET 10 SDK builds mas, and it is not here; install it from https://dotnet.microsoft.com/download'
  exit 2
}
# These folders are made before the build begins, because a new one makes the folder around it newer.
foreach ($folder in 'Mas.Cli/bin/Release/net10.0', 'Mas.Cli/obj', 'Mas/bin', 'Mas/obj', 'Mas.Results/bin', 'Mas.Results/obj') {
  New-Item "$root/src/$folder" -ItemType Directory -Force > $null
}
$lock = Enter-Lock
if (-not (Test-Fresh)) { Build }
$lock.Dispose()
exit 0
