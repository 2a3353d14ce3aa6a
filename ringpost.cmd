@echo off
rem SPDX-License-Identifier: Apache-2.0
rem Ringpost's launcher for Windows: needs JAVA_HOME (a JDK 21 or newer) and Maven on the PATH.
setlocal
set "HOME_DIR=%~dp0"
set "VERSION=0.1.0-SNAPSHOT"
if not defined JAVA_HOME (
  echo ringpost: set JAVA_HOME to a JDK 21 or newer and try again. 1>&2
  exit /b 1
)
if not exist "%HOME_DIR%end-to-end\target\lib" (
  call mvn -B -q -f "%HOME_DIR%pom.xml" -DskipTests -Dspotless.check.skip -Dcheckstyle.skip package || exit /b 1
)
set "RINGPOST_HOME=%HOME_DIR%"
set "COMMAND=%~1"
if "%COMMAND%"=="server" set "MODULE=directory-server" & set "MAIN=net.ringpost.server.RingpostServer" & goto all
if "%COMMAND%"=="import" set "MODULE=directory-server" & set "MAIN=net.ringpost.server.RingpostServer" & goto all
if "%COMMAND%"=="member" set "MODULE=directory-server" & set "MAIN=net.ringpost.server.RingpostServer" & goto all
if "%COMMAND%"=="backup" set "MODULE=directory-server" & set "MAIN=net.ringpost.server.RingpostServer" & goto all
if "%COMMAND%"=="restore" set "MODULE=directory-server" & set "MAIN=net.ringpost.server.RingpostServer" & goto all
if "%COMMAND%"=="phone" set "MODULE=softphone" & set "MAIN=net.ringpost.phone.RingpostPhone" & goto rest
if "%COMMAND%"=="demo" set "MODULE=end-to-end" & set "MAIN=net.ringpost.demo.Demo" & goto rest
if "%COMMAND%"=="" goto usage
if "%COMMAND%"=="--help" goto usage
if "%COMMAND%"=="help" goto usage
echo ringpost: there is no command '%COMMAND%': 'ringpost --help' lists them 1>&2
exit /b 2
:usage
echo usage: ringpost server ^| import ^| member ^| backup ^| restore ^| phone ^| demo
exit /b 0
:all
"%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED -cp "%HOME_DIR%%MODULE%\target\ringpost-%MODULE%-%VERSION%.jar;%HOME_DIR%%MODULE%\target\lib\*" %MAIN% %*
exit /b %ERRORLEVEL%
:rest
shift
set "ARGS="
:next
if "%~1"=="" goto start
set "ARGS=%ARGS% %1"
shift
goto next
:start
"%JAVA_HOME%\bin\java" --enable-native-access=ALL-UNNAMED -cp "%HOME_DIR%%MODULE%\target\ringpost-%MODULE%-%VERSION%.jar;%HOME_DIR%%MODULE%\target\lib\*" %MAIN% %ARGS%
exit /b %ERRORLEVEL%
