# The image that web, worker, scheduler and migrate run; see docker-compose.yml.
FROM python:3.13-slim AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt .
RUN /opt/venv/bin/pip install --require-hashes --only-binary :all: -r requirements.txt


FROM python:3.13-slim

# Every thread keeps a database connection; left alone, Granian may start hundreds of threads.
ENV PATH=/opt/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production \
    VAR_DIR=/srv/portal \
    GRANIAN_HOST=0.0.0.0 \
    GRANIAN_PORT=8000 \
    GRANIAN_WEBSOCKETS=false \
    GRANIAN_BLOCKING_THREADS=8 \
    GRANIAN_BACKPRESSURE=64

# For the pictures that are shared: without a Chinese font there are none.
RUN apt-get update \
    && apt-get install -y --no-install-recommends fonts-noto-cjk \
    && rm -rf /var/lib/apt/lists/*

RUN useradd --system --uid 10001 --home-dir /app portal \
    && mkdir -p "$VAR_DIR/media" "$VAR_DIR/private" \
    && chown portal:portal "$VAR_DIR/media" "$VAR_DIR/private"

COPY --from=build /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY portal portal
COPY initiatives initiatives
COPY articles articles
COPY home home

# Needs settings that start, but no database; none of these values stays in the image.
RUN SECRET_KEY="$(python -c 'import secrets; print(secrets.token_hex(32))')" \
    ALLOWED_HOSTS=build.invalid BASE_URL=https://build.invalid DATABASE_URL=sqlite:////tmp/build \
    python manage.py collectstatic --noinput

USER portal
EXPOSE 8000

HEALTHCHECK --interval=30s --timeout=5s --start-period=30s --retries=3 \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]

CMD ["granian", "--interface", "wsgi", "portal.wsgi:application"]
