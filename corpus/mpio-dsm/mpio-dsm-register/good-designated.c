#include <ntddk.h>
#include <dsm.h>

#define PLAIT_TAG 'talP'

typedef struct _PLAIT {
    KSPIN_LOCK Lock;
    ULONG Paths;
    PVOID Mpio;
} PLAIT, *PPLAIT;

NTSTATUS PlaitInquire(PVOID Context, PDEVICE_OBJECT Target, PDEVICE_OBJECT Port, PVOID Descriptor, PVOID Ids, PVOID *Id);
PVOID PlaitPath(PVOID Context, PSCSI_REQUEST_BLOCK Srb, PVOID List, PVOID Current, NTSTATUS *Status);

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD PlaitUnload;

static struct {
    PDEVICE_OBJECT Control;
    PPLAIT Context;
} Plait;

static VOID PlaitRelease(VOID)
{
    if (Plait.Context != NULL) {
        ExFreePoolWithTag(Plait.Context, PLAIT_TAG);
        Plait.Context = NULL;
    }
    if (Plait.Control != NULL) {
        ObDereferenceObject(Plait.Control);
        Plait.Control = NULL;
    }
}

VOID PlaitUnload(PDRIVER_OBJECT DriverObject)
{
    DSM_DEREGISTER_DATA leave = {sizeof(DSM_DEREGISTER_DATA)};
    IO_STATUS_BLOCK io;

    leave.DriverObject = DriverObject;
    leave.DsmContext = Plait.Context;
    leave.MpioContext = Plait.Context->Mpio;
    DsmSendDeviceIoControlSynchronous(IOCTL_MPDSM_DEREGISTER, Plait.Control, &leave, NULL, sizeof(leave), 0, TRUE, &io);
    PlaitRelease();
}

static NTSTATUS PlaitFindMpio(VOID)
{
    UNICODE_STRING link;
    PFILE_OBJECT file;
    NTSTATUS status;

    RtlInitUnicodeString(&link, L"\\DosDevices\\MPIOControl");
    status = IoGetDeviceObjectPointer(&link, FILE_READ_ATTRIBUTES, &file, &Plait.Control);
    if (!NT_SUCCESS(status)) {
        Plait.Control = NULL;
        return status;
    }
    ObReferenceObject(Plait.Control);
    ObDereferenceObject(file);
    return status;
}

static NTSTATUS PlaitRegister(PDRIVER_OBJECT DriverObject)
{
    DSM_INIT_DATA data = {
        .InitDataSize = sizeof(DSM_INIT_DATA),
        .DsmInquireDriver = PlaitInquire,
        .DsmLBGetPath = PlaitPath,
    };
    DSM_MPIO_CONTEXT answer = {0};
    IO_STATUS_BLOCK io = {0};

    data.DriverObject = DriverObject;
    data.DsmContext = Plait.Context;
    DsmSendDeviceIoControlSynchronous(IOCTL_MPDSM_REGISTER, Plait.Control, &data, &answer, sizeof(data), sizeof(answer),
                                      TRUE, &io);
    if (NT_SUCCESS(io.Status)) {
        Plait.Context->Mpio = answer.MPIOContext;
    }
    return io.Status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = PlaitFindMpio();
    if (!NT_SUCCESS(status)) {
        return status;
    }
    Plait.Context = ExAllocatePoolZero(NonPagedPoolNx, sizeof(PLAIT), PLAIT_TAG);
    if (Plait.Context == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto leave;
    }
    KeInitializeSpinLock(&Plait.Context->Lock);
    status = PlaitRegister(DriverObject);
    if (NT_SUCCESS(status)) {
        DriverObject->DriverUnload = PlaitUnload;
    }
leave:
    if (!NT_SUCCESS(status)) {
        PlaitRelease();
    }
    return status;
}
