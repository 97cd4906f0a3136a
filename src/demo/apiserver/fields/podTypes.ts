/** The fields of a Pod and of all that is in it (kubernetes api/openapi-spec), in the notation of schema.ts. */
export const podTypes = `
Affinity nodeAffinity:NodeAffinity podAffinity:PodAffinity podAntiAffinity:PodAntiAffinity
CSIVolumeSource driver*:string fsType:string nodePublishSecretRef:LocalObjectReference readOnly:boolean
  volumeAttributes:{string}
Capabilities add:[string] drop:[string]
ConfigMapEnvSource name:string optional:boolean
ConfigMapKeySelector key*:string name:string optional:boolean
ConfigMapProjection items:[KeyToPath] name:string optional:boolean
ConfigMapVolumeSource defaultMode:int32 items:[KeyToPath] name:string optional:boolean
Container args:[string] command:[string] env:[EnvVar]name envFrom:[EnvFromSource] image:string imagePullPolicy:string
  lifecycle:Lifecycle livenessProbe:Probe name*:string ports:[ContainerPort]containerPort,protocol
  readinessProbe:Probe resizePolicy:[ContainerResizePolicy] resources:ResourceRequirements restartPolicy:string
  restartPolicyRules:[ContainerRestartRule] securityContext:SecurityContext startupProbe:Probe stdin:boolean
  stdinOnce:boolean terminationMessagePath:string terminationMessagePolicy:string tty:boolean
  volumeDevices:[VolumeDevice]devicePath volumeMounts:[VolumeMount]mountPath workingDir:string
ContainerPort containerPort*:int32 hostIP:string hostPort:int32 name:string protocol:string
ContainerResizePolicy resourceName*:string restartPolicy*:string
ContainerRestartRule action*:string exitCodes:ContainerRestartRuleOnExitCodes
ContainerRestartRuleOnExitCodes operator*:string values:[int32]
ContainerState running:ContainerStateRunning terminated:ContainerStateTerminated waiting:ContainerStateWaiting
ContainerStateRunning startedAt:Time
ContainerStateTerminated containerID:string exitCode*:int32 finishedAt:Time message:string reason:string signal:int32
  startedAt:Time
ContainerStateWaiting message:string reason:string
ContainerStatus allocatedResources:{Quantity} allocatedResourcesStatus:[any]name containerID:string image*:string
  imageID*:string lastState:ContainerState name*:string ready*:boolean resources:ResourceRequirements
  restartCount*:int32 started:boolean state:ContainerState stopSignal:string user:ContainerUser
  volumeMounts:[VolumeMountStatus]mountPath
ContainerUser linux:LinuxContainerUser
DownwardAPIProjection items:[DownwardAPIVolumeFile]
DownwardAPIVolumeFile fieldRef:ObjectFieldSelector mode:int32 path*:string resourceFieldRef:ResourceFieldSelector
DownwardAPIVolumeSource defaultMode:int32 items:[DownwardAPIVolumeFile]
EmptyDirVolumeSource medium:string sizeLimit:Quantity
EnvFromSource configMapRef:ConfigMapEnvSource prefix:string secretRef:SecretEnvSource
EnvVar name*:string value:string valueFrom:EnvVarSource
EnvVarSource configMapKeyRef:ConfigMapKeySelector fieldRef:ObjectFieldSelector fileKeyRef:FileKeySelector
  resourceFieldRef:ResourceFieldSelector secretKeyRef:SecretKeySelector
EphemeralContainer args:[string] command:[string] env:[EnvVar]name envFrom:[EnvFromSource] image:string
  imagePullPolicy:string lifecycle:Lifecycle livenessProbe:Probe name*:string
  ports:[ContainerPort]containerPort,protocol readinessProbe:Probe resizePolicy:[ContainerResizePolicy]
  resources:ResourceRequirements restartPolicy:string restartPolicyRules:[ContainerRestartRule]
  securityContext:SecurityContext startupProbe:Probe stdin:boolean stdinOnce:boolean targetContainerName:string
  terminationMessagePath:string terminationMessagePolicy:string tty:boolean volumeDevices:[VolumeDevice]devicePath
  volumeMounts:[VolumeMount]mountPath workingDir:string
ExecAction command:[string]
FileKeySelector key*:string optional:boolean path*:string volumeName*:string
GRPCAction port*:int32 service:string
HTTPGetAction host:string httpHeaders:[HTTPHeader] path:string port*:IntOrString scheme:string
HTTPHeader name*:string value*:string
HostAlias hostnames:[string] ip*:string
HostIP ip*:string
HostPathVolumeSource path*:string type:string
ImageVolumeSource pullPolicy:string reference:string
KeyToPath key*:string mode:int32 path*:string
Lifecycle postStart:LifecycleHandler preStop:LifecycleHandler stopSignal:string
LifecycleHandler exec:ExecAction httpGet:HTTPGetAction sleep:SleepAction tcpSocket:TCPSocketAction
LinuxContainerUser gid*:int64 supplementalGroups:[int64] uid*:int64
NFSVolumeSource path*:string readOnly:boolean server*:string
NodeAffinity preferredDuringSchedulingIgnoredDuringExecution:[PreferredSchedulingTerm]
  requiredDuringSchedulingIgnoredDuringExecution:NodeSelector
NodeSelector nodeSelectorTerms*:[NodeSelectorTerm]
NodeSelectorRequirement key*:string operator*:string values:[string]
NodeSelectorTerm matchExpressions:[NodeSelectorRequirement] matchFields:[NodeSelectorRequirement]
ObjectFieldSelector apiVersion:string fieldPath*:string
PersistentVolumeClaimVolumeSource claimName*:string readOnly:boolean
Pod apiVersion:string kind:string metadata:ObjectMeta spec:PodSpec status:PodStatus
PodAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]
  requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
PodAffinityTerm labelSelector:LabelSelector matchLabelKeys:[string] mismatchLabelKeys:[string]
  namespaceSelector:LabelSelector namespaces:[string] topologyKey*:string
PodAntiAffinity preferredDuringSchedulingIgnoredDuringExecution:[WeightedPodAffinityTerm]
  requiredDuringSchedulingIgnoredDuringExecution:[PodAffinityTerm]
PodCondition lastProbeTime:Time lastTransitionTime:Time message:string observedGeneration:int64 reason:string
  status*:string type*:string
PodDNSConfig nameservers:[string] options:[PodDNSConfigOption] searches:[string]
PodDNSConfigOption name:string value:string
PodIP ip*:string
PodOS name*:string
PodReadinessGate conditionType*:string
PodResourceClaim name*:string resourceClaimName:string resourceClaimTemplateName:string
PodResourceClaimStatus name*:string resourceClaimName:string
PodSchedulingGate name*:string
PodSecurityContext appArmorProfile:any fsGroup:int64 fsGroupChangePolicy:string runAsGroup:int64 runAsNonRoot:boolean
  runAsUser:int64 seLinuxChangePolicy:string seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile
  supplementalGroups:[int64] supplementalGroupsPolicy:string sysctls:[Sysctl] windowsOptions:any
PodSpec activeDeadlineSeconds:int64 affinity:Affinity automountServiceAccountToken:boolean containers*:[Container]name
  dnsConfig:PodDNSConfig dnsPolicy:string enableServiceLinks:boolean ephemeralContainers:[EphemeralContainer]name
  hostAliases:[HostAlias]ip hostIPC:boolean hostNetwork:boolean hostPID:boolean hostUsers:boolean hostname:string
  hostnameOverride:string imagePullSecrets:[LocalObjectReference]name initContainers:[Container]name nodeName:string
  nodeSelector:{string} os:PodOS overhead:{Quantity} preemptionPolicy:string priority:int32 priorityClassName:string
  readinessGates:[PodReadinessGate] resourceClaims:[PodResourceClaim]name~ resources:ResourceRequirements
  restartPolicy:string runtimeClassName:string schedulerName:string schedulingGates:[PodSchedulingGate]name
  securityContext:PodSecurityContext serviceAccount:string serviceAccountName:string setHostnameAsFQDN:boolean
  shareProcessNamespace:boolean subdomain:string terminationGracePeriodSeconds:int64 tolerations:[Toleration]
  topologySpreadConstraints:[TopologySpreadConstraint]topologyKey,whenUnsatisfiable volumes:[Volume]name~
  workloadRef:WorkloadReference
PodStatus allocatedResources:{Quantity} conditions:[PodCondition]type containerStatuses:[ContainerStatus]
  ephemeralContainerStatuses:[ContainerStatus] extendedResourceClaimStatus:any hostIP:string hostIPs:[HostIP]ip
  initContainerStatuses:[ContainerStatus] message:string nominatedNodeName:string observedGeneration:int64
  phase:string podIP:string podIPs:[PodIP]ip qosClass:string reason:string resize:string
  resourceClaimStatuses:[PodResourceClaimStatus]name~ resources:ResourceRequirements startTime:Time
PreferredSchedulingTerm preference*:NodeSelectorTerm weight*:int32
Probe exec:ExecAction failureThreshold:int32 grpc:GRPCAction httpGet:HTTPGetAction initialDelaySeconds:int32
  periodSeconds:int32 successThreshold:int32 tcpSocket:TCPSocketAction terminationGracePeriodSeconds:int64
  timeoutSeconds:int32
ProjectedVolumeSource defaultMode:int32 sources:[VolumeProjection]
ResourceClaim name*:string request:string
ResourceFieldSelector containerName:string divisor:Quantity resource*:string
ResourceRequirements claims:[ResourceClaim] limits:{Quantity} requests:{Quantity}
SELinuxOptions level:string role:string type:string user:string
SeccompProfile localhostProfile:string type*:string
SecretEnvSource name:string optional:boolean
SecretKeySelector key*:string name:string optional:boolean
SecretProjection items:[KeyToPath] name:string optional:boolean
SecretVolumeSource defaultMode:int32 items:[KeyToPath] optional:boolean secretName:string
SecurityContext allowPrivilegeEscalation:boolean appArmorProfile:any capabilities:Capabilities privileged:boolean
  procMount:string readOnlyRootFilesystem:boolean runAsGroup:int64 runAsNonRoot:boolean runAsUser:int64
  seLinuxOptions:SELinuxOptions seccompProfile:SeccompProfile windowsOptions:any
ServiceAccountTokenProjection audience:string expirationSeconds:int64 path*:string
SleepAction seconds*:int64
Sysctl name*:string value*:string
TCPSocketAction host:string port*:IntOrString
Toleration effect:string key:string operator:string tolerationSeconds:int64 value:string
TopologySpreadConstraint labelSelector:LabelSelector matchLabelKeys:[string] maxSkew*:int32 minDomains:int32
  nodeAffinityPolicy:string nodeTaintsPolicy:string topologyKey*:string whenUnsatisfiable*:string
Volume awsElasticBlockStore:any azureDisk:any azureFile:any cephfs:any cinder:any configMap:ConfigMapVolumeSource
  csi:CSIVolumeSource downwardAPI:DownwardAPIVolumeSource emptyDir:EmptyDirVolumeSource ephemeral:any fc:any
  flexVolume:any flocker:any gcePersistentDisk:any gitRepo:any glusterfs:any hostPath:HostPathVolumeSource
  image:ImageVolumeSource iscsi:any name*:string nfs:NFSVolumeSource
  persistentVolumeClaim:PersistentVolumeClaimVolumeSource photonPersistentDisk:any portworxVolume:any
  projected:ProjectedVolumeSource quobyte:any rbd:any scaleIO:any secret:SecretVolumeSource storageos:any
  vsphereVolume:any
VolumeDevice devicePath*:string name*:string
VolumeMount mountPath*:string mountPropagation:string name*:string readOnly:boolean recursiveReadOnly:string
  subPath:string subPathExpr:string
VolumeMountStatus mountPath*:string name*:string readOnly:boolean recursiveReadOnly:string
VolumeProjection clusterTrustBundle:any configMap:ConfigMapProjection downwardAPI:DownwardAPIProjection
  podCertificate:any secret:SecretProjection serviceAccountToken:ServiceAccountTokenProjection
WeightedPodAffinityTerm podAffinityTerm*:PodAffinityTerm weight*:int32
WorkloadReference name*:string podGroup*:string podGroupReplicaKey:string
`;
