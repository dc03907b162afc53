/* The driver puts its own unload routine before that of the port driver; where it fails afterwards, both are run. */
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

static DRIVER_UNLOAD QuillUnload;
static PDRIVER_UNLOAD PortUnload;
static PVOID QuillLog;

static VOID QuillUnload(PDRIVER_OBJECT DriverObject)
{
    if (QuillLog)
        ExFreePoolWithTag(QuillLog, 'lliQ');
    PortUnload(DriverObject);
}

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    PDRIVER_OBJECT driver = (PDRIVER_OBJECT)DriverObject;
    HW_INITIALIZATION_DATA quill;
    ULONG status;

    QuillFill(&quill);
    status = StorPortInitialize(DriverObject, RegistryPath, &quill, NULL);
    if (!NT_SUCCESS(status) || !driver)
        return status;
    PortUnload = driver->DriverUnload;
    driver->DriverUnload = QuillUnload;
    QuillLog = ExAllocatePool2(POOL_FLAG_NON_PAGED, 256, 'lliQ');
    if (!QuillLog) {
        driver->DriverUnload(driver);
        return (ULONG)STATUS_INSUFFICIENT_RESOURCES;
    }
    return status;
}
