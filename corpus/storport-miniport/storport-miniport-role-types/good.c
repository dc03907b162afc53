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
sp_DRIVER_INITIALIZE DriverEntry;

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA quill = {0};

    quill.HwInitializationDataSize = sizeof(HW_INITIALIZATION_DATA);
    quill.AdapterInterfaceType = PCIBus;
    quill.HwInitialize = QuillInitialize;
    quill.HwStartIo = QuillStartIo;
    quill.HwInterrupt = QuillInterrupt;
    quill.HwFindAdapter = QuillFindAdapter;
    quill.HwResetBus = QuillResetBus;
    quill.HwAdapterControl = QuillAdapterControl;
    quill.HwBuildIo = QuillBuildIo;
    quill.NeedPhysicalAddresses = TRUE;
    quill.TaggedQueuing = TRUE;
    quill.AutoRequestSense = TRUE;
    quill.MultipleRequestPerLu = TRUE;
    quill.MapBuffers = STOR_MAP_NON_READ_WRITE_BUFFERS;
    quill.NumberOfAccessRanges = 2;
    quill.DeviceExtensionSize = sizeof(QUILL_ADAPTER);
    quill.SrbExtensionSize = sizeof(QUILL_REQUEST);
    return StorPortInitialize(DriverObject, RegistryPath, &quill, NULL);
}
