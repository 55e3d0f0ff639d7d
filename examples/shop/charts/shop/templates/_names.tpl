{{- define "shop.fullname" -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- $base := include "shop.base" . -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride -}}
{{- else if contains $name $base -}}
{{- $base -}}
{{- else -}}
{{- printf "%s-%s" $base $name -}}
{{- end -}}
{{- end }}

{{- /*
A generated name: (list . "config" "blue") is shop-config-blue. Names are never cut, for two cut names may be one.
What fits as blue has to fit as green, or the first release of a second version would fail.
*/}}
{{- define "shop.name" -}}
{{- $name := join "-" (prepend (rest .) (include "shop.fullname" (first .))) -}}
{{- $longest := regexReplaceAll "-blue$" $name "-green" -}}
{{- if gt (len $longest) 63 -}}
{{- fail (printf "the name %s would have %d characters, and Kubernetes allows 63. Choose a shorter release name, or set fullnameOverride to a shorter one" $longest (len $longest)) -}}
{{- end -}}
{{- $name -}}
{{- end }}

{{- /* The migration Job, named by what it does: the same spec is the same Job, another one is a new Job. */}}
{{- define "shop.migrate.name" -}}
{{- $nowhere := dict "config" "" "secret" "" "account" "" -}}
{{- $hash := include "shop.migrate.spec" (list . $nowhere) | sha256sum | trunc 8 -}}
{{- include "shop.name" (list . "migrate" $hash) -}}
{{- end }}

{{- /* Where the pods of a slot find their environment and their account. */}}
{{- define "shop.slot.sources" -}}
{{- $slot := include "shop.slot" . -}}
{{- $sources := dict -}}
{{- range $kind := list "config" "secret" "account" -}}
{{- $_ := set $sources $kind (include "shop.name" (list $ $kind $slot)) -}}
{{- end -}}
{{- toJson $sources -}}
{{- end }}
