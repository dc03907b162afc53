#include <ntddk.h>
#include <wil/resource.h>
#include <wil/result_macros.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

static PVOID g_table;

static DRIVER_UNLOAD Unload;

static void Unload(PDRIVER_OBJECT)
{
    ExFreePoolWithTag(g_table, 'elbT');
}

/* The library is not there, but what its guards do is known. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE key;
    ULONG size;

    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    RETURN_IF_NTSTATUS_FAILED(ZwOpenKey(&key, KEY_READ, &attributes));
    auto closeKey = wil::scope_exit([&] { ZwClose(key); });
    g_table = ExAllocatePool2(POOL_FLAG_PAGED, 256, 'elbT');
    if (g_table == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    auto freeTable = wil::scope_exit([&]() noexcept { ExFreePoolWithTag(g_table, 'elbT'); });
    RETURN_IF_NTSTATUS_FAILED(ZwQueryKey(key, KeyFullInformation, g_table, 256, &size));
    closeKey.reset();
    DriverObject->DriverUnload = Unload;
    freeTable.release();
    return STATUS_SUCCESS;
}
