{{- /* A scalar as the text that a person typed: 10000000 stays 10000000, given by --set or read back from JSON. */}}
{{- define "shop.text" -}}
{{- kindIs "string" . | ternary . (toYaml .) -}}
{{- end }}

{{- /* The plain environment of a pod. */}}
{{- define "shop.config.data" -}}
{{- $config := deepCopy .Values.config -}}
{{- if not (hasKey $config "DJANGO_SETTINGS_MODULE") -}}
{{- $_ := set $config "DJANGO_SETTINGS_MODULE" "shop.settings" -}}
{{- end -}}
{{- range $name, $value := $config }}
{{- if not (kindIs "invalid" $value) }}
{{ $name }}: {{ include "shop.text" $value | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "shop.secret.data" -}}
{{- range $name, $value := .Values.secrets }}
{{- if not (kindIs "invalid" $value) }}
{{ $name }}: {{ include "shop.text" $value | b64enc | quote }}
{{- end }}
{{- end }}
{{- end }}

{{- define "shop.checksum" -}}
{{- cat (include "shop.config.data" .) (include "shop.secret.data" .) | sha256sum -}}
{{- end }}

{{- /* A ConfigMap and a Secret: (list . CONFIGNAME SECRETNAME LABELS). */}}
{{- define "shop.environment" -}}
{{- $root := index . 0 -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ index . 1 | quote }}
  labels:
    {{- index . 3 | nindent 4 }}
data:
  {{- include "shop.config.data" $root | trim | nindent 2 }}
---
apiVersion: v1
kind: Secret
metadata:
  name: {{ index . 2 | quote }}
  labels:
    {{- index . 3 | nindent 4 }}
type: Opaque
{{- with include "shop.secret.data" $root }}
data:
  {{- trim . | nindent 2 }}
{{- end }}
{{- end }}
