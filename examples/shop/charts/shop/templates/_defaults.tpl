{{- /*
values.yaml is yours: you may delete from it what you do not set, and a newer generator may know keys that it lacks.
Both are filled in here from files/defaults.yaml. (Helm's own merge cannot tell false or 0 from "not given".)
*/}}
{{- define "shop.defaults" -}}
{{- include "shop.fill" (list .Values (.Files.Get "files/defaults.yaml" | fromYaml)) -}}
{{- end }}

{{- /*
Gives the first map what only the second one has, at every depth. What is in Kubernetes' own form is filled in whole or not
at all: what was taken out of it (a line of values.yaml, or podSecurityContext.runAsUser=null) is meant to be out.
*/}}
{{- define "shop.fill" -}}
{{- $values := first . -}}
{{- range $key, $default := last . -}}
{{- $given := get $values $key -}}
{{- if or (not (hasKey $values $key)) (kindIs "invalid" $given) -}}
{{- $_ := set $values $key $default -}}
{{- else if and (kindIs "map" $given) (kindIs "map" $default) (not (has $key (list "podSecurityContext" "securityContext" "resources" "labels"))) -}}
{{- include "shop.fill" (list $given $default) -}}
{{- end -}}
{{- end -}}
{{- end }}
