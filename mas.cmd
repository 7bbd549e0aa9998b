@echo off
rem Starts mas from this checkout, as ./mas does on other systems. What there is to build is built first.
setlocal
powershell -NoProfile -ExecutionPolicy Bypass -File "%~dp0build\start.ps1" || exit /b
"%~dp0src\Mas.Cli\bin\Release\net10.0\Mas.Cli.exe" %*
exit /b %ERRORLEVEL%
