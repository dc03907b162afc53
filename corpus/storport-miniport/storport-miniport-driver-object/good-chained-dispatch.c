#include <storport.h>

typedef struct _QUILL_ADAPTER {
    PVOID Registers;
    ULONG Queues;
} QUILL_ADAPTER;

typedef struct _QUILL_REQUEST {
    ULONG Tag;
} QUILL_REQUEST;

HW_INITIALIZE QuillInitialize;
HW_STARTIO QuillStartIo;
HW_INTERRUPT QuillInterrupt;
HW_FIND_ADAPTER QuillFindAdapter;
HW_RESET_BUS QuillResetBus;
HW_ADAPTER_CONTROL QuillAdapterControl;
HW_BUILDIO QuillBuildIo;

static VOID QuillFill(HW_INITIALIZATION_DATA *data)
{
    RtlZeroMemory(data, sizeof(*data));
    data->HwInitializationDataSize = sizeof(*data);
    data->AdapterInterfaceType = PCIBus;
    data->HwInitialize = QuillInitialize;
    data->HwStartIo = QuillStartIo;
    data->HwInterrupt = QuillInterrupt;
    data->HwFindAdapter = QuillFindAdapter;
    data->HwResetBus = QuillResetBus;
    data->HwAdapterControl = QuillAdapterControl;
    data->HwBuildIo = QuillBuildIo;
    data->NeedPhysicalAddresses = TRUE;
    data->TaggedQueuing = TRUE;
    data->AutoRequestSense = TRUE;
    data->MultipleRequestPerLu = TRUE;
    data->MapBuffers = STOR_MAP_NON_READ_WRITE_BUFFERS;
    data->NumberOfAccessRanges = 2;
    data->DeviceExtensionSize = sizeof(QUILL_ADAPTER);
    data->SrbExtensionSize = sizeof(QUILL_REQUEST);
}

static PDRIVER_DISPATCH g_PortDispatch[IRP_MJ_MAXIMUM_FUNCTION + 1];
static DRIVER_DISPATCH QuillDispatch;

static NTSTATUS QuillDispatch(PDEVICE_OBJECT DeviceObject, PIRP Irp)
{
    return g_PortDispatch[IoGetCurrentIrpStackLocation(Irp)->MajorFunction](DeviceObject, Irp);
}

/* The port driver's table is kept, and each request goes on to it. */
ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA quill;
    ULONG status;

    QuillFill(&quill);
    status = StorPortInitialize(DriverObject, RegistryPath, &quill, NULL);
    if (status == STATUS_SUCCESS && DriverObject != NULL) { /* a dump has none */
        PDRIVER_OBJECT driver = DriverObject;

        RtlCopyMemory(g_PortDispatch, driver->MajorFunction, sizeof(g_PortDispatch));
        driver->MajorFunction[IRP_MJ_CREATE] = QuillDispatch;
        driver->MajorFunction[IRP_MJ_DEVICE_CONTROL] = QuillDispatch;
    }
    return status;
}
