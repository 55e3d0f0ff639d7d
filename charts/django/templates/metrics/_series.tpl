{{- /* Series of the pods of both slots. */}}
{{- define "<CHARTNAME>.series.pods" -}}
namespace={{ .Release.Namespace | quote }}, pod=~"{{ include "<CHARTNAME>.fullname" . }}-[a-z0-9]+-(blue|green)-[0-9a-z]+-[0-9a-z]+"
{{- end }}

{{- /* What the project puts before the names of its metrics. */}}
{{- define "<CHARTNAME>.series.prefix" -}}
{{- with .Values.metrics.namespace }}{{ . }}_{{ end -}}
{{- end }}

{{- /* What the labels of a metric are that it has itself: all others come from whoever scrapes it, and may be there twice. */}}
{{- define "<CHARTNAME>.series.own" -}}
{{- $own := dict
  "django_http_responses_total_by_status_view_method_total" "status, view, method"
  "django_http_requests_latency_seconds_by_view_method_bucket" "le, view, method"
  "django_db_errors_total" "type, alias, vendor" -}}
{{- get $own . -}}
{{- end }}

{{- /* A rate by slot, which the name of a pod tells, each pod once: (list . METRIC MATCHERS LABELS). */}}
{{- define "<CHARTNAME>.series.rate" -}}
{{- $pods := include "<CHARTNAME>.series.pods" (first .) -}}
{{- $metric := printf "%s%s" (include "<CHARTNAME>.series.prefix" (first .)) (index . 1) -}}
sum by (slot{{ range index . 3 }}, {{ . }}{{ end }}) (label_replace(max by (pod, {{ include "<CHARTNAME>.series.own" (index . 1) }}) (rate({{ $metric }}{ {{- $pods }}{{ with index . 2 }}, {{ . }}{{ end }}}[5m])), "slot", "$1", "pod", ".*-(blue|green)-[0-9a-z]+-[0-9a-z]+"))
{{- end }}

{{- /* What the dashboard shows and the alerts judge, by slot. */}}
{{- define "<CHARTNAME>.series.requests" -}}
{{ include "<CHARTNAME>.series.rate" (list . "django_http_responses_total_by_status_view_method_total" "" list) }}
{{- end }}

{{- define "<CHARTNAME>.series.errorPercent" -}}
100 * ({{ include "<CHARTNAME>.series.rate" (list . "django_http_responses_total_by_status_view_method_total" "status=~\"5..\"" list) }} or 0 * {{ include "<CHARTNAME>.series.requests" . }}) / {{ include "<CHARTNAME>.series.requests" . }}
{{- end }}

{{- define "<CHARTNAME>.series.latency" -}}
histogram_quantile(0.95, {{ include "<CHARTNAME>.series.rate" (list . "django_http_requests_latency_seconds_by_view_method_bucket" "" (list "le")) }})
{{- end }}

{{- define "<CHARTNAME>.series.databaseErrors" -}}
{{ include "<CHARTNAME>.series.rate" (list . "django_db_errors_total" "" (list "type")) }}
{{- end }}

{{- define "<CHARTNAME>.series.databaseErrorPercent" -}}
100 * sum by (slot) ({{ include "<CHARTNAME>.series.databaseErrors" . }}) / {{ include "<CHARTNAME>.series.requests" . }}
{{- end }}

{{- /* Errors that say that the schema is not the one that the code was made for. */}}
{{- define "<CHARTNAME>.series.schemaErrors" -}}
{{ include "<CHARTNAME>.series.rate" (list . "django_db_errors_total" "type=~\"UndefinedColumn|UndefinedTable|NotNullViolation|ProgrammingError\"" (list "type")) }}
{{- end }}
