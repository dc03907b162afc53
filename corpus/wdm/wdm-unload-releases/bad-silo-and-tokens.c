/* What the entry has made and captured stays where it fails, and where the driver is unloaded. */
#include <ntifs.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static PSILO_MONITOR Monitor;
static ULONG Slot;
static LARGE_MCB Runs;
static BASE_MCB Holes;
static PACCESS_TOKEN System, Client;
static SECURITY_SUBJECT_CONTEXT Subject;

static NTSTATUS OnSiloCreated(PESILO Silo)
{
    UNREFERENCED_PARAMETER(Silo);
    return STATUS_SUCCESS;
}

static VOID OnSiloTerminated(PESILO Silo)
{
    UNREFERENCED_PARAMETER(Silo);
}

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
}

static NTSTATUS Watch(VOID)
{
    SILO_MONITOR_REGISTRATION registration = {0};

    registration.Version = SILO_MONITOR_REGISTRATION_VERSION;
    registration.MonitorHost = TRUE;
    registration.CreateCallback = OnSiloCreated;
    registration.TerminateCallback = OnSiloTerminated;
    return PsRegisterSiloMonitor(&registration, &Monitor); /* expect: wdm-unload-releases */
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    BOOLEAN copy, effective;
    SECURITY_IMPERSONATION_LEVEL level;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = Watch();
    if (!NT_SUCCESS(status))
        return status;
    status = PsAllocSiloContextSlot(0, &Slot); /* expect: wdm-unload-releases */
    if (!NT_SUCCESS(status))
        goto NoSlot;
    FsRtlInitializeLargeMcb(&Runs, PagedPool); /* expect: wdm-unload-releases */
    FsRtlInitializeBaseMcb(&Holes, PagedPool); /* expect: wdm-unload-releases */
    System = PsReferencePrimaryToken(PsInitialSystemProcess); /* expect: wdm-unload-releases */
    SeCaptureSubjectContext(&Subject); /* expect: wdm-unload-releases */
    Client = PsReferenceImpersonationToken(PsGetCurrentThread(), &copy, &effective, &level); /* expect: wdm-unload-releases */
    if (Client == NULL) {
        status = STATUS_NO_TOKEN;
        goto NoClient;
    }
    status = PsStartSiloMonitor(Monitor);
    if (NT_SUCCESS(status))
        return status;
NoClient:
NoSlot:
    return status; /* expect: wdm-release-on-failure, wdm-release-on-failure, wdm-release-on-failure, wdm-release-on-failure, wdm-release-on-failure, wdm-release-on-failure, wdm-release-on-failure */
}
