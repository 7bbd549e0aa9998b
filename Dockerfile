# mas in an image: docker build -t mas . && docker run --rm -v "$PWD:/work" mas run my-pair.yaml
# The archive is built in the SDK's image, and only that goes into the last one, which has a C++ runtime and no .NET of its own.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
# Sources have no history here: --build-arg VERSION=1.2.3 tells the version.
ARG VERSION=0.1.0-alpha.0
ENV MinVerVersionOverride=$VERSION
COPY . /mas
RUN /mas/build/pack archive

FROM mcr.microsoft.com/dotnet/runtime-deps:10.0
COPY --from=build /mas/artifacts/archive /opt/mas
RUN ln -s /opt/mas/mas /usr/local/bin/mas && mkdir /work && chown "$APP_UID" /work
# Few threads can share one heap of glibc, which saves memory (see ./mas in the sources).
ENV MALLOC_ARENA_MAX=1 HOME=/tmp
USER $APP_UID
WORKDIR /work
ENTRYPOINT ["mas"]
