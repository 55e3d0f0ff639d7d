{{- /* The address to try in a browser, as far as the values tell; empty where nothing leads in from outside. */}}
{{- define "shop.url" -}}
{{- $tls := .Values.tls.secretName -}}
{{- if eq .Values.router "gateway-api" -}}
{{- range .Values.gateway.parentRefs -}}
{{- $tls = or $tls (hasPrefix "https" (default "" .sectionName)) -}}
{{- end -}}
{{- end -}}
{{- if or (eq .Values.router "gateway-api") .Values.ingress.enabled -}}
{{- printf "%s://%s/" (ternary "https" "http" (not (empty $tls))) (include "shop.host" .) -}}
{{- end -}}
{{- end }}
