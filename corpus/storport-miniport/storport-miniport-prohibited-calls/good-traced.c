#include <ntddk.h>
#include <storport.h>
#include "quill.tmh"

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

static PDRIVER_UNLOAD StorPortUnload;

/* Takes the place of the routine that StorPort has set, and ends with it. */
static VOID QuillUnload(PDRIVER_OBJECT DriverObject)
{
    StorPortUnload(DriverObject);
    WPP_CLEANUP(DriverObject);
}

ULONG DriverEntry(PVOID DriverObject, PVOID RegistryPath)
{
    HW_INITIALIZATION_DATA quill;
    ULONG status;

    QuillFill(&quill);
    status = StorPortInitialize(DriverObject, RegistryPath, &quill, NULL);
    if (status == STATUS_SUCCESS && DriverObject != NULL) { /* none: loaded for a dump */
        StorPortUnload = ((PDRIVER_OBJECT)DriverObject)->DriverUnload;
        ((PDRIVER_OBJECT)DriverObject)->DriverUnload = QuillUnload;
        WPP_INIT_TRACING(DriverObject, RegistryPath);
        TraceEvents(TRACE_LEVEL_INFORMATION, QUILL, "loaded");
    }
    return status;
}
/* not-applicable */
