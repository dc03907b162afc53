/* All that the entry has made and captured is undone, where it fails and in unload. */
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
    PsDereferenceImpersonationToken(Client);
    SeReleaseSubjectContext(&Subject);
    PsDereferencePrimaryToken(System);
    FsRtlUninitializeBaseMcb(&Holes);
    FsRtlUninitializeLargeMcb(&Runs);
    PsFreeSiloContextSlot(Slot);
    PsUnregisterSiloMonitor(Monitor);
}

static NTSTATUS Watch(VOID)
{
    SILO_MONITOR_REGISTRATION registration = {0};

    registration.Version = SILO_MONITOR_REGISTRATION_VERSION;
    registration.MonitorHost = TRUE;
    registration.CreateCallback = OnSiloCreated;
    registration.TerminateCallback = OnSiloTerminated;
    return PsRegisterSiloMonitor(&registration, &Monitor);
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
    status = PsAllocSiloContextSlot(0, &Slot);
    if (!NT_SUCCESS(status))
        goto NoSlot;
    FsRtlInitializeLargeMcb(&Runs, PagedPool);
    FsRtlInitializeBaseMcb(&Holes, PagedPool);
    System = PsReferencePrimaryToken(PsInitialSystemProcess);
    SeCaptureSubjectContext(&Subject);
    Client = PsReferenceImpersonationToken(PsGetCurrentThread(), &copy, &effective, &level);
    if (Client == NULL) {
        status = STATUS_NO_TOKEN;
        goto NoClient;
    }
    status = PsStartSiloMonitor(Monitor);
    if (NT_SUCCESS(status))
        return status;
    PsDereferenceImpersonationToken(Client);
NoClient:
    SeReleaseSubjectContext(&Subject);
    PsDereferencePrimaryToken(System);
    FsRtlUninitializeBaseMcb(&Holes);
    FsRtlUninitializeLargeMcb(&Runs);
    PsFreeSiloContextSlot(Slot);
NoSlot:
    PsUnregisterSiloMonitor(Monitor);
    return status;
}
