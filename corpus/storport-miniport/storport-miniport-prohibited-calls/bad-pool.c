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

static PVOID QuillTable;

static PVOID QuillTake(SIZE_T size)
{
    return ExAllocatePoolWithTag(NonPagedPoolNx, size, 'lliQ'); /* expect: storport-miniport-prohibited-calls, wdm-unload-releases */
}

NTSTATUS DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA quill;
    NTSTATUS status;

    QuillFill(&quill);
    QuillTable = QuillTake(64);
    if (QuillTable == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = StorPortInitialize(DriverObject, RegistryPath, &quill, NULL);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(QuillTable, 'lliQ');
    return status;
}
