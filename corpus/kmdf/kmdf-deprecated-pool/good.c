/* not-applicable: no such call */
#include <ntddk.h>
#include <wdf.h>

EVT_WDF_DRIVER_DEVICE_ADD LarkAdd;

PVOID LarkTable;

static VOID LarkUnload(WDFDRIVER Driver)
{
    UNREFERENCED_PARAMETER(Driver);
    ExFreePoolWithTag(LarkTable, 'kraL');
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, LarkAdd);
    config.EvtDriverUnload = LarkUnload;
    LarkTable = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'kraL');
    if (LarkTable == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        ExFreePoolWithTag(LarkTable, 'kraL');
    return status;
}
