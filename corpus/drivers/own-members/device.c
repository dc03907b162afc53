#include "shelf.h"

NTSTATUS ShelfAddDevice(WDFDRIVER Driver, PWDFDEVICE_INIT DeviceInit)
{
    WDF_OBJECT_ATTRIBUTES attributes;
    PSHELF_EXTENSION extension;
    PDRIVER_OBJECT driver;
    WDFDEVICE device;
    NTSTATUS status;
    ULONG flags;

    WDF_OBJECT_ATTRIBUTES_INIT_CONTEXT_TYPE(&attributes, SHELF_EXTENSION);
    status = WdfDeviceCreate(&DeviceInit, &attributes, &device);
    if (!NT_SUCCESS(status))
        return status;
    driver = WdfDriverWdmGetDriverObject(Driver);
    extension = ShelfGetExtension(device);
    extension->DriverObject = driver;
    extension->DeviceObject = WdfDeviceWdmGetDeviceObject(device);
    flags = driver->Flags;
    extension->Flags = flags;
    switch (driver->Type) {
    case IO_TYPE_DRIVER:
        break;
    default:
        return STATUS_INVALID_PARAMETER;
    }
    return STATUS_SUCCESS;
}
