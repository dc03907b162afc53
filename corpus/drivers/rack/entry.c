/* models: wdm-bus? wdm-pnp */
/* entry.c: what the driver has for all racks. */
#include "rack.h"

RACK_GLOBALS Rack;

#ifdef ALLOC_PRAGMA
#pragma alloc_text(INIT, DriverEntry)
#pragma alloc_text(PAGE, RackUnload)
#endif

static NTSTATUS RackKeepPath(PCUNICODE_STRING Path)
{
    USHORT size = Path->Length + sizeof(UNICODE_NULL);

    Rack.RegistryPath.Buffer = ExAllocatePool2(POOL_FLAG_PAGED, size, RACK_TAG);
    if (Rack.RegistryPath.Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Rack.RegistryPath.MaximumLength = size;
    RtlCopyUnicodeString(&Rack.RegistryPath, Path);
    return STATUS_SUCCESS;
}

/* Which slots hold a card without a sensor of their own stands in the registry. */
static NTSTATUS RackReadSlots(VOID)
{
    UNICODE_STRING name = RTL_CONSTANT_STRING(L"PresentSlots");
    UCHAR buffer[FIELD_OFFSET(KEY_VALUE_PARTIAL_INFORMATION, Data) + sizeof(ULONG)];
    PKEY_VALUE_PARTIAL_INFORMATION value = (PKEY_VALUE_PARTIAL_INFORMATION)buffer;
    OBJECT_ATTRIBUTES attributes;
    HANDLE key = NULL;
    ULONG size;
    NTSTATUS status;

    InitializeObjectAttributes(&attributes, &Rack.RegistryPath, OBJ_KERNEL_HANDLE | OBJ_CASE_INSENSITIVE, NULL, NULL);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status))
        return status;
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, value, sizeof(buffer), &size);
    if (status == STATUS_OBJECT_NAME_NOT_FOUND) {
        Rack.Present = 1;
        status = STATUS_SUCCESS;
    } else if (NT_SUCCESS(status)) {
        if (value->Type == REG_DWORD && value->DataLength == sizeof(ULONG))
            Rack.Present = *(ULONG *)value->Data & ((1u << RACK_SLOTS) - 1);
        else
            status = STATUS_DEVICE_CONFIGURATION_ERROR;
    }
    ZwClose(key);
    return status;
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    NTSTATUS status;

    ExInitializeDriverRuntime(DrvRtPoolNxOptIn);
    status = RackKeepPath(RegistryPath);
    if (!NT_SUCCESS(status))
        return status;
    status = RackReadSlots();
    if (!NT_SUCCESS(status)) {
        ExFreePoolWithTag(Rack.RegistryPath.Buffer, RACK_TAG);
        return status;
    }
    DriverObject->MajorFunction[IRP_MJ_CREATE] = RackOpenClose;
    DriverObject->MajorFunction[IRP_MJ_CLOSE] = RackOpenClose;
    DriverObject->MajorFunction[IRP_MJ_PNP] = RackPnp;
    DriverObject->MajorFunction[IRP_MJ_POWER] = RackPower;
    DriverObject->MajorFunction[IRP_MJ_SYSTEM_CONTROL] = RackSystemControl;
    DriverObject->MajorFunction[IRP_MJ_DEVICE_CONTROL] = RackControl;
    DriverObject->DriverExtension->AddDevice = RackAddDevice;
    DriverObject->DriverUnload = RackUnload;
    return STATUS_SUCCESS;
}

VOID RackUnload(PDRIVER_OBJECT DriverObject)
{
    PAGED_CODE();
    UNREFERENCED_PARAMETER(DriverObject);
    ExFreePoolWithTag(Rack.RegistryPath.Buffer, RACK_TAG);
}
