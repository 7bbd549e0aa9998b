# For checks of what a stranger does: an empty home and an empty package folder in $work. Of the machine it keeps where packages come
# from. Nothing of this run's settings helps, and no server of a build stays behind. Sourced.

for folder in .nuget/NuGet .nuget/config .config/NuGet; do
  [ -d "$HOME/$folder" ] || continue
  mkdir -p "$work/home/$folder"
  cp -r "$HOME/$folder/." "$work/home/$folder/"
done

stranger() { # a command line
  echo "$1"
  env -u CI -u NUGET_HTTP_CACHE_PATH -u XDG_CACHE_HOME -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u MAS_CACHE \
    HOME="$work/home" DOTNET_CLI_HOME="$work/home" NUGET_PACKAGES="$work/packages" DOTNET_NOLOGO=1 \
    MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=false bash -ec "$1"
}
