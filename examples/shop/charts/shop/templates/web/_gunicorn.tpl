{{- define "shop.web.command" -}}
{{- $values := .Values.web -}}
{{- $server := $values.server -}}
command:
  - gunicorn
  - shop.wsgi:application
  - --bind=0.0.0.0:8000
  - --worker-class=gthread
  - --workers={{ toYaml $server.workers }}
  - --threads={{ toYaml $server.threads }}
  - --timeout={{ toYaml $server.timeout }}
  - --graceful-timeout={{ toYaml $values.drain.gracefulSeconds }}
  - --keep-alive={{ toYaml $server.keepAlive }}
  {{- if $server.maxRequests }}
  - --max-requests={{ toYaml $server.maxRequests }}
  - --max-requests-jitter={{ div $server.maxRequests 10 }}
  {{- end }}
  - --worker-tmp-dir=/dev/shm
  - --access-logfile=-
{{- end }}
