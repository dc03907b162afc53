#include <ntddk.h>
#include "framework/service.h"

extern "C" DRIVER_INITIALIZE DriverEntry;

static ULONG g_Values;

/* The base is in a header that is not there. */
class Counter : public fw::Service<Counter> {
public:
    NTSTATUS Start(HANDLE key)
    {
        ULONG size;
        NTSTATUS status;
        PKEY_FULL_INFORMATION information =
            static_cast<PKEY_FULL_INFORMATION>(ExAllocatePool2(POOL_FLAG_PAGED, 256, 'tnuC'));

        if (information == nullptr) {
            return STATUS_INSUFFICIENT_RESOURCES;
        }
        status = ZwQueryKey(key, KeyFullInformation, information, 256, &size);
        if (!NT_SUCCESS(status)) {
            ExFreePoolWithTag(information, 'tnuC');
            return status;
        }
        g_Values = information->Values;
        ExFreePoolWithTag(information, 'tnuC');
        return fw::Service<Counter>::Start(key);
    }
};

static Counter g_Counter;

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (NT_SUCCESS(status)) {
        status = g_Counter.Start(key);
        ZwClose(key);
    }
    return status;
}
