#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static HANDLE g_Resource;

static VOID Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    ZwClose(g_Resource);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    HANDLE transactions = NULL;
    NTSTATUS status;
    GUID id;

    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    status = ExUuidCreate(&id);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    InitializeObjectAttributes(&attributes, NULL, OBJ_KERNEL_HANDLE, NULL, NULL);
    status = ZwCreateTransactionManager(&transactions, TRANSACTIONMANAGER_ALL_ACCESS, &attributes, NULL,
                                        TRANSACTION_MANAGER_VOLATILE, 0);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    status = ZwCreateResourceManager(&g_Resource, RESOURCEMANAGER_ALL_ACCESS, transactions, &id,
                                     &attributes, RESOURCE_MANAGER_VOLATILE, NULL);
    ZwClose(transactions);
    return status;
}
