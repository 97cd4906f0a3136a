/** The fields of metadata and of the kinds besides Pod (kubernetes api/openapi-spec), in the notation of schema.ts. */
export const otherTypes = `
AggregationRule clusterRoleSelectors:[LabelSelector]
AttachedVolume devicePath*:string name*:string
ClientIPConfig timeoutSeconds:int32
ClusterRole aggregationRule:AggregationRule apiVersion:string kind:string metadata:ObjectMeta rules:[PolicyRule]
ClusterRoleBinding apiVersion:string kind:string metadata:ObjectMeta roleRef*:RoleRef subjects:[Subject]
Condition lastTransitionTime*:Time message*:string observedGeneration:int64 reason*:string status*:string type*:string
ConfigMap apiVersion:string binaryData:{string} data:{string} immutable:boolean kind:string metadata:ObjectMeta
ContainerImage names:[string] sizeBytes:int64
DaemonEndpoint Port*:int32
DaemonSet apiVersion:string kind:string metadata:ObjectMeta spec:DaemonSetSpec status:DaemonSetStatus
DaemonSetCondition lastTransitionTime:Time message:string reason:string status*:string type*:string
DaemonSetSpec minReadySeconds:int32 revisionHistoryLimit:int32 selector*:LabelSelector template*:PodTemplateSpec
  updateStrategy:DaemonSetUpdateStrategy
DaemonSetStatus collisionCount:int32 conditions:[DaemonSetCondition]type currentNumberScheduled*:int32
  desiredNumberScheduled*:int32 numberAvailable:int32 numberMisscheduled*:int32 numberReady*:int32
  numberUnavailable:int32 observedGeneration:int64 updatedNumberScheduled:int32
DaemonSetUpdateStrategy rollingUpdate:RollingUpdateDaemonSet type:string
Deployment apiVersion:string kind:string metadata:ObjectMeta spec:DeploymentSpec status:DeploymentStatus
DeploymentCondition lastTransitionTime:Time lastUpdateTime:Time message:string reason:string status*:string
  type*:string
DeploymentSpec minReadySeconds:int32 paused:boolean progressDeadlineSeconds:int32 replicas:int32
  revisionHistoryLimit:int32 selector*:LabelSelector strategy:DeploymentStrategy~ template*:PodTemplateSpec
DeploymentStatus availableReplicas:int32 collisionCount:int32 conditions:[DeploymentCondition]type
  observedGeneration:int64 readyReplicas:int32 replicas:int32 terminatingReplicas:int32 unavailableReplicas:int32
  updatedReplicas:int32
DeploymentStrategy rollingUpdate:RollingUpdateDeployment type:string
Event action:string apiVersion:string count:int32 eventTime:MicroTime firstTimestamp:Time
  involvedObject*:ObjectReference kind:string lastTimestamp:Time message:string metadata*:ObjectMeta reason:string
  related:ObjectReference reportingComponent:string reportingInstance:string series:EventSeries source:EventSource
  type:string
EventSeries count:int32 lastObservedTime:MicroTime
EventSource component:string host:string
Job apiVersion:string kind:string metadata:ObjectMeta spec:JobSpec status:JobStatus
JobCondition lastProbeTime:Time lastTransitionTime:Time message:string reason:string status*:string type*:string
JobSpec activeDeadlineSeconds:int64 backoffLimit:int32 backoffLimitPerIndex:int32 completionMode:string
  completions:int32 managedBy:string manualSelector:boolean maxFailedIndexes:int32 parallelism:int32
  podFailurePolicy:PodFailurePolicy podReplacementPolicy:string selector:LabelSelector successPolicy:SuccessPolicy
  suspend:boolean template*:PodTemplateSpec ttlSecondsAfterFinished:int32
JobStatus active:int32 completedIndexes:string completionTime:Time conditions:[JobCondition]type failed:int32
  failedIndexes:string ready:int32 startTime:Time succeeded:int32 terminating:int32 uncountedTerminatedPods:any
LabelSelector matchExpressions:[LabelSelectorRequirement] matchLabels:{string}
LabelSelectorRequirement key*:string operator*:string values:[string]
Lease apiVersion:string kind:string metadata:ObjectMeta spec:LeaseSpec
LeaseSpec acquireTime:MicroTime holderIdentity:string leaseDurationSeconds:int32 leaseTransitions:int32
  preferredHolder:string renewTime:MicroTime strategy:string
LoadBalancerIngress hostname:string ip:string ipMode:string ports:[PortStatus]
LoadBalancerStatus ingress:[LoadBalancerIngress]
LocalObjectReference name:string
ManagedFieldsEntry apiVersion:string fieldsType:string fieldsV1:any manager:string operation:string subresource:string
  time:Time
Namespace apiVersion:string kind:string metadata:ObjectMeta spec:NamespaceSpec status:NamespaceStatus
NamespaceCondition lastTransitionTime:Time message:string reason:string status*:string type*:string
NamespaceSpec finalizers:[string]
NamespaceStatus conditions:[NamespaceCondition]type phase:string
Node apiVersion:string kind:string metadata:ObjectMeta spec:NodeSpec status:NodeStatus
NodeAddress address*:string type*:string
NodeCondition lastHeartbeatTime:Time lastTransitionTime:Time message:string reason:string status*:string type*:string
NodeDaemonEndpoints kubeletEndpoint:DaemonEndpoint
NodeFeatures supplementalGroupsPolicy:boolean
NodeRuntimeHandler features:NodeRuntimeHandlerFeatures name:string
NodeRuntimeHandlerFeatures recursiveReadOnlyMounts:boolean userNamespaces:boolean
NodeSpec configSource:any externalID:string podCIDR:string podCIDRs:[string]+ providerID:string taints:[Taint]
  unschedulable:boolean
NodeStatus addresses:[NodeAddress]type allocatable:{Quantity} capacity:{Quantity} conditions:[NodeCondition]type
  config:any daemonEndpoints:NodeDaemonEndpoints declaredFeatures:[string] features:NodeFeatures
  images:[ContainerImage] nodeInfo:NodeSystemInfo phase:string runtimeHandlers:[NodeRuntimeHandler]
  volumesAttached:[AttachedVolume] volumesInUse:[string]
NodeSwapStatus capacity:int64
NodeSystemInfo architecture*:string bootID*:string containerRuntimeVersion*:string kernelVersion*:string
  kubeProxyVersion*:string kubeletVersion*:string machineID*:string operatingSystem*:string osImage*:string
  swap:NodeSwapStatus systemUUID*:string
ObjectMeta annotations:{string} creationTimestamp:Time deletionGracePeriodSeconds:int64 deletionTimestamp:Time
  finalizers:[string]+ generateName:string generation:int64 labels:{string} managedFields:[ManagedFieldsEntry]
  name:string namespace:string ownerReferences:[OwnerReference]uid resourceVersion:string selfLink:string uid:string
ObjectReference apiVersion:string fieldPath:string kind:string name:string namespace:string resourceVersion:string
  uid:string
OwnerReference apiVersion*:string blockOwnerDeletion:boolean controller:boolean kind*:string name*:string uid*:string
PodFailurePolicy rules*:[PodFailurePolicyRule]
PodFailurePolicyOnExitCodesRequirement containerName:string operator*:string values*:[int32]
PodFailurePolicyOnPodConditionsPattern status:string type*:string
PodFailurePolicyRule action*:string onExitCodes:PodFailurePolicyOnExitCodesRequirement
  onPodConditions:[PodFailurePolicyOnPodConditionsPattern]
PodTemplateSpec metadata:ObjectMeta spec:PodSpec
PolicyRule apiGroups:[string] nonResourceURLs:[string] resourceNames:[string] resources:[string] verbs*:[string]
PortStatus error:string port*:int32 protocol*:string
ReplicaSet apiVersion:string kind:string metadata:ObjectMeta spec:ReplicaSetSpec status:ReplicaSetStatus
ReplicaSetCondition lastTransitionTime:Time message:string reason:string status*:string type*:string
ReplicaSetSpec minReadySeconds:int32 replicas:int32 selector*:LabelSelector template:PodTemplateSpec
ReplicaSetStatus availableReplicas:int32 conditions:[ReplicaSetCondition]type fullyLabeledReplicas:int32
  observedGeneration:int64 readyReplicas:int32 replicas*:int32 terminatingReplicas:int32
Role apiVersion:string kind:string metadata:ObjectMeta rules:[PolicyRule]
RoleBinding apiVersion:string kind:string metadata:ObjectMeta roleRef*:RoleRef subjects:[Subject]
RoleRef apiGroup*:string kind*:string name*:string
RollingUpdateDaemonSet maxSurge:IntOrString maxUnavailable:IntOrString
RollingUpdateDeployment maxSurge:IntOrString maxUnavailable:IntOrString
Scale apiVersion:string kind:string metadata:ObjectMeta spec:ScaleSpec status:ScaleStatus
ScaleSpec replicas:int32
ScaleStatus replicas*:int32 selector:string
Secret apiVersion:string data:{string} immutable:boolean kind:string metadata:ObjectMeta stringData:{string}
  type:string
Service apiVersion:string kind:string metadata:ObjectMeta spec:ServiceSpec status:ServiceStatus
ServiceAccount apiVersion:string automountServiceAccountToken:boolean imagePullSecrets:[LocalObjectReference]
  kind:string metadata:ObjectMeta secrets:[ObjectReference]name
ServicePort appProtocol:string name:string nodePort:int32 port*:int32 protocol:string targetPort:IntOrString
ServiceSpec allocateLoadBalancerNodePorts:boolean clusterIP:string clusterIPs:[string] externalIPs:[string]
  externalName:string externalTrafficPolicy:string healthCheckNodePort:int32 internalTrafficPolicy:string
  ipFamilies:[string] ipFamilyPolicy:string loadBalancerClass:string loadBalancerIP:string
  loadBalancerSourceRanges:[string] ports:[ServicePort]port,protocol publishNotReadyAddresses:boolean
  selector:{string} sessionAffinity:string sessionAffinityConfig:SessionAffinityConfig trafficDistribution:string
  type:string
ServiceStatus conditions:[Condition]type loadBalancer:LoadBalancerStatus
SessionAffinityConfig clientIP:ClientIPConfig
Subject apiGroup:string kind*:string name*:string namespace:string
SuccessPolicy rules*:[SuccessPolicyRule]
SuccessPolicyRule succeededCount:int32 succeededIndexes:string
Taint effect*:string key*:string timeAdded:Time value:string
`;
