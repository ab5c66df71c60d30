import { CidrBlock } from "../../cidr-block.js";
import { IpSet } from "../../ip-set.js";
import type { ReferencePeer } from "../../peer.js";
import { INTERNET } from "../../public-internet.js";
import { internalPeer, referencePeer } from "../shape.js";

/**
 * Service tags of Azure's own services (learn.microsoft.com/azure/virtual-network/service-tags-overview). Many exist
 * for a region too: `Storage.WestEurope`. A tag that is not here is not judged: nobody knows its addresses.
 */
const SERVICES: ReadonlySet<string> = new Set(
    `ActionGroup ApiManagement ApplicationInsightsAvailability AppConfiguration AppService AppServiceManagement
    AutonomousDevelopmentPlatform AzureActiveDirectory AzureActiveDirectoryDomainServices
    AzureAdvancedThreatProtection AzureAppConfiguration AzureArcInfrastructure AzureAttestation AzureAutomation
    AzureBackup AzureBotService AzureCognitiveSearch AzureConnectors AzureContainerAppsService AzureContainerRegistry
    AzureCosmosDB AzureDatabricks AzureDataExplorerManagement AzureDataLake AzureDeviceUpdate AzureDevOps
    AzureDevSpaces AzureDigitalTwins AzureEventGrid AzureFrontDoor AzureHealthcareAPIs AzureInformationProtection
    AzureIoTHub AzureKeyVault AzureLoadTestingInstanceManagement AzureMachineLearning AzureMachineLearningInference
    AzureManagedGrafana AzureMonitor AzureMonitorForSAP AzureOpenDatasets AzurePlatformDNS AzurePlatformIMDS
    AzurePlatformLKM AzureResourceManager AzureSentinel AzureSignalR AzureSiteRecovery AzureSphere
    AzureSphereSecureService_Prod AzureSpringCloud AzureStack AzureTrafficManager AzureUpdateDelivery
    AzureVideoAnalyzerForMedia AzureWebPubSub AzureWebPubSubReplica BatchNodeManagement ChaosStudio
    CognitiveServicesFrontend CognitiveServicesManagement DataFactory DataFactoryManagement
    Dynamics365BusinessCentral Dynamics365ForMarketingEmail EOPExternalPublishedIPs EventHub GatewayManager Grafana
    GuestAndHybridManagement HDInsight KustoAnalytics LogicApps LogicAppsManagement M365ManagementActivityApi
    M365ManagementActivityApiWebhook Marketplace MicrosoftAzureFluidRelay MicrosoftCloudAppSecurity
    MicrosoftContainerRegistry MicrosoftDefenderForEndpoint MicrosoftPurviewPolicyDistribution OneDsCollector
    PowerBI PowerPlatformInfra PowerPlatformPlex PowerQueryOnline Scuba SCCservice SecurityCopilot SerialConsole
    ServiceBus ServiceFabric Sql SqlManagement Storage StorageMover StorageSyncService TrafficManager
    VideoIndexer WindowsAdminCenter WindowsVirtualDesktop`
        .split(/\s+/)
        .map((tag) => tag.toLowerCase()),
);

/** What a service tag looks like: words of letters and digits that begin with a letter, joined by dots. */
const TAG = /^[a-z]\w*(?:\.[a-z]\w*)*$/i;

/** Words without any mark of an address: what they may name is not known either. */
const WORDS = /^[a-z_ -]*[a-z][a-z_ -]*$/i;

/** The host address that health probes come from, and nothing else. */
const PROBE_ADDRESS = IpSet.ofBlocks([CidrBlock.parse("168.63.129.16/32")]);

/** Name of the reference that the tag `VirtualNetwork` is. */
export const VIRTUAL_NETWORK = "virtualnetwork";

/** True for a text that might be a service tag, known or not; no address looks like one. */
export function looksLikeServiceTag(text: string): boolean {
    return TAG.test(text) || WORDS.test(text);
}

/**
 * The reference that a known service tag is, `Internet` left out, for that one is addresses. Tags are compared without
 * regard to case; the spellings of the deployment model before Resource Manager are the same tags.
 */
export function serviceTagPeer(tag: string, text: string): ReferencePeer | undefined {
    // The shape first: outside ASCII, two different texts may have one lower case.
    if (!TAG.test(tag)) return undefined;
    const name = tag.toLowerCase();
    if (name === VIRTUAL_NETWORK || name === "virtual_network") return internalPeer(VIRTUAL_NETWORK, text);
    if (name === "azureloadbalancer" || name === "azure_loadbalancer") {
        return referencePeer("probe", "azureloadbalancer", text, { within: PROBE_ADDRESS });
    }
    if (name === "azurecloud") {
        return referencePeer("cloud-tenant", name, text, { includesPrefix: "azurecloud.", within: INTERNET });
    }
    if (name.startsWith("azurecloud.")) return referencePeer("cloud-tenant", name, text, { within: INTERNET });
    const service = name.split(".", 1)[0] ?? name;
    if (!SERVICES.has(service)) return undefined;
    // The platform's own services are met at addresses that no public range holds.
    const within = service.startsWith("azureplatform") ? IpSet.everything : INTERNET;
    return referencePeer("service", name, text, { includesPrefix: `${name}.`, within });
}
