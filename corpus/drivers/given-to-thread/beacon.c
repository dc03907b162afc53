/* A thread is started with a block that it frees itself: whether a start that fails later leaves the block is for the
 * thread to say. */
/* verdict: wdm-release-on-failure de-fail-free-all undetermined */
#include <ntddk.h>

#define BEACON_TAG 'nocB'

typedef struct _BEACON {
    KEVENT Stop;
    ULONG Beats;
} BEACON, *PBEACON;

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD BeaconUnload;
static KSTART_ROUTINE BeaconRun;

static PBEACON Current;
static HANDLE Thread;
static PDEVICE_OBJECT Device;

static VOID BeaconRun(PVOID StartContext)
{
    PBEACON beacon = StartContext;
    LARGE_INTEGER second;

    second.QuadPart = -10000000;
    while (KeWaitForSingleObject(&beacon->Stop, Executive, KernelMode, FALSE, &second) == STATUS_TIMEOUT)
        beacon->Beats++;
    ExFreePoolWithTag(beacon, BEACON_TAG);
    PsTerminateSystemThread(STATUS_SUCCESS);
}

static VOID BeaconStop(VOID)
{
    KeSetEvent(&Current->Stop, IO_NO_INCREMENT, FALSE);
    ZwWaitForSingleObject(Thread, FALSE, NULL);
    ZwClose(Thread);
}

static VOID BeaconUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    BeaconStop();
    IoDeleteDevice(Device);
}

static NTSTATUS Launch(PKSTART_ROUTINE Routine, PVOID Context)
{
    return PsCreateSystemThread(&Thread, THREAD_ALL_ACCESS, NULL, NULL, NULL, Routine, Context);
}

static NTSTATUS BeaconStart(VOID)
{
    NTSTATUS status;

    Current = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(BEACON), BEACON_TAG);
    if (Current == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    KeInitializeEvent(&Current->Stop, NotificationEvent, FALSE);
    status = Launch(BeaconRun, Current);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(Current, BEACON_TAG);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = BeaconUnload;
    status = BeaconStart();
    if (!NT_SUCCESS(status))
        return status;
    status = IoCreateDevice(DriverObject, 0, NULL, FILE_DEVICE_UNKNOWN, FILE_DEVICE_SECURE_OPEN, FALSE, &Device);
    if (!NT_SUCCESS(status))
        BeaconStop();
    return status;
}
