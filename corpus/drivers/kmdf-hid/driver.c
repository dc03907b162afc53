/* driver.c: HIDCLASS is bound by the pass-through driver of the kit. */
#include "dial.h"

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    WDF_DRIVER_CONFIG config;
    NTSTATUS status;

    WDF_DRIVER_CONFIG_INIT(&config, DialAdd);
    config.DriverPoolTag = 'laiD';
    status = WdfDriverCreate(DriverObject, RegistryPath, WDF_NO_OBJECT_ATTRIBUTES, &config, WDF_NO_HANDLE);
    if (!NT_SUCCESS(status))
        KdPrint(("dial: WdfDriverCreate failed, %x\n", status));
    return status;
}
