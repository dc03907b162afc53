/* entry.c: what a virtual miniport says of itself. The tracing of the port driver's unload is chained. */
#include "wisp.h"

static PDRIVER_UNLOAD WispPortUnload;
static PVOID WispPool;

static VOID WispUnload(PDRIVER_OBJECT DriverObject)
{
    WispPortUnload(DriverObject);
    ExFreePoolWithTag(WispPool, 'psiW');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    HW_INITIALIZATION_DATA data = {0};
    NTSTATUS status;

    data.HwInitializationDataSize = sizeof(data);
    data.AdapterInterfaceType = Internal;
    data.HwInitialize = WispInitialize;
    data.HwStartIo = WispStartIo;
    data.HwFindAdapter = WispFindAdapter;
    data.HwResetBus = WispResetBus;
    data.HwAdapterControl = WispAdapterControl;
    data.HwFreeAdapterResources = WispFreeAdapter;
    data.HwProcessServiceRequest = WispService;
    data.HwCompleteServiceIrp = WispServiceDone;
    data.TaggedQueuing = TRUE;
    data.AutoRequestSense = TRUE;
    data.MultipleRequestPerLu = TRUE;
    data.MapBuffers = STOR_MAP_ALL_BUFFERS_INCLUDING_READ_WRITE;
    data.DeviceExtensionSize = sizeof(WISP_ADAPTER);
    data.FeatureSupport = STOR_FEATURE_VIRTUAL_MINIPORT;

    WispPool = ExAllocatePoolWithTag(NonPagedPoolNx, 1 << 20, 'psiW');
    if (WispPool == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = StorPortInitialize(DriverObject, RegistryPath, &data, NULL);
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(WispPool, 'psiW');
        return status;
    }
    WispPortUnload = DriverObject->DriverUnload;
    DriverObject->DriverUnload = WispUnload;
    return status;
}
/* verdict: storport-virtual-miniport-init-data svm-required-callbacks satisfied */
/* verdict: storport-virtual-miniport-feature svm-feature-flag satisfied */
/* verdict: storport-miniport-driver-object sp-no-driver-object-writes satisfied */
/* verdict: storport-miniport-prohibited-calls sp-prohibited-ddis not-applicable */
