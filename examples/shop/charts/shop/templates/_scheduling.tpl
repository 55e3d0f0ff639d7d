{{- /* Where pods may run, and before whom: (list VALUES SELECTOR). A spread without a selector is over these pods. */}}
{{- define "shop.scheduling" -}}
{{- $values := first . -}}
{{- $selector := last . | fromYaml -}}
{{- range $key := list "nodeSelector" "tolerations" "affinity" }}
{{- with get $values $key }}
{{ $key }}:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- end }}
{{- with $values.priorityClassName }}
priorityClassName: {{ . | quote }}
{{- end }}
{{- with $values.topologySpreadConstraints }}
topologySpreadConstraints:
  {{- range . }}
  {{- merge (deepCopy .) (dict "labelSelector" (dict "matchLabels" $selector)) | list | toYaml | nindent 2 }}
  {{- end }}
{{- end }}
{{- end }}

{{- /*
The same of pods that run once: (list . SELECTOR). Where migrations says nothing they go where the web pods go, or
on tainted nodes they would go nowhere. Two things stay with the web pods: a distance that they keep from each other, and
a spread, which would leave no place for one more.
*/}}
{{- define "shop.once.scheduling" -}}
{{- $migrations := (first .).Values.migrations -}}
{{- $main := (first .).Values.web -}}
{{- $values := dict "topologySpreadConstraints" $migrations.topologySpreadConstraints -}}
{{- range $key := list "nodeSelector" "tolerations" "priorityClassName" -}}
{{- $_ := set $values $key (default (get $main $key) (get $migrations $key)) -}}
{{- end -}}
{{- $_ := set $values "affinity" (default (pick $main.affinity "nodeAffinity") $migrations.affinity) -}}
{{- include "shop.scheduling" (list $values (last .)) -}}
{{- end }}
