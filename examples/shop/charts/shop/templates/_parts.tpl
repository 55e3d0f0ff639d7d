{{- /*
What a release renders is said by .Values.part: all, slot, front or job. Every file begins by asking
one of these, so that defaults are filled in and the guards have spoken before anything is rendered.
*/}}
{{- define "shop.renders" -}}
{{- $root := first . -}}
{{- include "shop.defaults" $root -}}
{{- include "shop.guards" $root -}}
{{- if has $root.Values.part (rest .) }}yes{{ end -}}
{{- end }}

{{- /* The base name: the release's name without the slot. */}}
{{- define "shop.base" -}}
{{- if has .Values.part (list "slot" "job") -}}
{{- regexReplaceAll "-(blue|green)$" .Release.Name "" -}}
{{- else -}}
{{- .Release.Name -}}
{{- end -}}
{{- end }}

{{- /* The slot that this release is, or holds: blue as long as one release is everything. */}}
{{- define "shop.slot" -}}
{{- if has .Values.part (list "slot" "job") -}}
{{- regexFind "(blue|green)$" .Release.Name -}}
{{- else -}}
blue
{{- end -}}
{{- end }}

{{- /*
Whether the slot has no pods. Only its values file can say so (GitOps): helm djcd scales beside Helm, where a stored
revision without pods would be an outage that a rollback brings back.
*/}}
{{- define "shop.idle" -}}
{{- if dig "idle" false .Values.rollout }}yes{{ end -}}
{{- end }}

{{- /*
Whether an HPA says how many pods a component has: (list . AUTOSCALING). Where a values file is the record (GitOps), it says
how its slot was filled. Turned on by a commit, `replicas` would leave the manifest, and the API server takes that for one
pod: so it waits for the next version, which comes into a slot without traffic.
*/}}
{{- define "shop.autoscaled" -}}
{{- $autoscaling := last . -}}
{{- if and $autoscaling.enabled (dig "autoscaled" true (first .).Values.rollout) }}yes{{ end -}}
{{- end }}

{{- /* The slot that takes traffic. */}}
{{- define "shop.live" -}}
{{- dig "live" "blue" .Values.rollout -}}
{{- end }}

{{- /* The share of each slot on the route, as JSON. */}}
{{- define "shop.traffic" -}}
{{- dig "traffic" (dict "blue" 100) .Values.rollout | toJson -}}
{{- end }}
