# syntax=docker/dockerfile:1

# Patio in an image that holds its one static binary and the roots of TLS, and
# no shell, no package manager and no other program.
#
#   docker build --build-arg VERSION=$(git describe --tags --always) --tag patio .

FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
ARG VERSION=dev
ARG COMMIT=unknown
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION} -X main.commit=${COMMIT}" -o /out/patio ./cmd/patio
# The group of the data is 0, of which the users are that OpenShift makes up.
RUN install -d -m 0770 /out/data/patio && install -d -m 1777 /out/root/tmp

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/patio /patio
# /tmp, which patio demo takes for its database.
COPY --from=build /out/root/ /
# /var/lib/patio, where patio.db lies, unless another database is configured.
COPY --from=build --chown=65532:0 /out/data/ /var/lib/
WORKDIR /var/lib/patio
ENV PATIO_LISTEN=:8080
EXPOSE 8080
USER 65532:65532
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["/patio", "healthcheck"]
ENTRYPOINT ["/patio"]
CMD ["serve"]
