{{- /*
The address to try in a browser, as far as the values tell; empty where nothing leads in from outside. How it begins is
said by the file of the router.
*/}}
{{- define "<CHARTNAME>.url" -}}
{{- with include (printf "<CHARTNAME>.url.%s" .Values.router) . -}}
{{- printf "%s://%s/" . (include "<CHARTNAME>.host" $) -}}
{{- end -}}
{{- end }}
