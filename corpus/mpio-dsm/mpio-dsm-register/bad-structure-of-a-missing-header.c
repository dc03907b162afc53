/* The header that declares the structure is not there. */
#include <ntddk.h>
#include "prototypes.h"

typedef struct _BRAID_CONTEXT {
    LIST_ENTRY Groups;
    PVOID Mpio;
} BRAID_CONTEXT;

NTSTATUS BraidInquire(PVOID Context, PDEVICE_OBJECT Target, PDEVICE_OBJECT Port, PVOID Descriptor, PVOID Ids, PVOID *Id);
PVOID BraidGetPath(PVOID Context, PSCSI_REQUEST_BLOCK Srb, PVOID List, PVOID Current, NTSTATUS *Status);

static PDEVICE_OBJECT BraidMpio;

static VOID BraidUnload(PDRIVER_OBJECT DriverObject)
{
    DSM_DEREGISTER_DATA data;
    IO_STATUS_BLOCK status;

    data.DeregisterDataSize = sizeof(data);
    data.DriverObject = DriverObject;
    data.DsmContext = BraidData.DsmContext;
    DsmSendDeviceIoControlSynchronous(IOCTL_MPDSM_DEREGISTER, BraidMpio, &data, NULL, sizeof(data), 0, TRUE, &status);
    ExFreePoolWithTag(BraidData.DsmContext, 'dirB');
    ObDereferenceObject(BraidMpio);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\DosDevices\\MPIOControl");
    DSM_MPIO_CONTEXT mpio;
    IO_STATUS_BLOCK io;
    BRAID_CONTEXT *braid;
    PFILE_OBJECT file;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    status = IoGetDeviceObjectPointer(&name, FILE_READ_ATTRIBUTES, &file, &BraidMpio);
    if (!NT_SUCCESS(status))
        return status;
    ObReferenceObject(BraidMpio);
    ObDereferenceObject(file);
    braid = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(*braid), 'dirB');
    if (braid == NULL) {
        ObDereferenceObject(BraidMpio);
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    InitializeListHead(&braid->Groups);
    RtlZeroMemory(&BraidData, sizeof(DSM_INIT_DATA));
    BraidData.DsmContext = braid;
    BraidData.DriverObject = DriverObject;
    BraidData.DsmInquireDriver = BraidInquire;
    BraidData.DsmLBGetPath = BraidGetPath;
    RtlZeroMemory(&mpio, sizeof(mpio));
    DsmSendDeviceIoControlSynchronous(IOCTL_MPDSM_REGISTER, BraidMpio, &BraidData, &mpio, sizeof(DSM_INIT_DATA), sizeof(mpio), /* expect: mpio-dsm-register */
                                      TRUE, &io);
    status = io.Status;
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(braid, 'dirB');
        ObDereferenceObject(BraidMpio);
        return status;
    }
    braid->Mpio = mpio.MPIOContext;
    DriverObject->DriverUnload = BraidUnload;
    return STATUS_SUCCESS;
}
