{{- /* How a Prometheus without an operator finds a pod. */}}
{{- define "<CHARTNAME>.metrics.annotations" -}}
{{- if and .Values.metrics.enabled (eq .Values.metrics.discovery "annotations") }}
prometheus.io/scrape: "true"
prometheus.io/port: {{ toYaml .Values.metrics.port | quote }}
prometheus.io/path: /metrics
{{- end }}
{{- end }}

{{- /* A server whose workers count into one folder: (list . COMMAND), where COMMAND is what would start it otherwise. */}}
{{- define "<CHARTNAME>.metrics.counting" -}}
{{- if (first .).Values.metrics.enabled -}}
{{- include "<CHARTNAME>.python" (concat (list (first .) "count_anew.py") (fromYaml (last .)).command) }}
{{- else -}}
{{- last . -}}
{{- end -}}
{{- end }}

{{- /* The container that tells what the workers beside it have counted: (list . SOURCES). */}}
{{- define "<CHARTNAME>.metrics.container" -}}
{{- $metrics := (first .).Values.metrics -}}
{{- if $metrics.enabled -}}
- name: metrics
  {{- include "<CHARTNAME>.container" (list (first .) (last .) $metrics.resources) | nindent 2 }}
  {{- include "<CHARTNAME>.python" (list (first .) "tell_counts.py" (toYaml $metrics.port)) | nindent 2 }}
  ports:
    - name: metrics
      containerPort: {{ toYaml $metrics.port }}
{{- end -}}
{{- end }}
