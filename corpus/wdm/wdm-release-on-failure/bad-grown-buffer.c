/* The text that was made meanwhile is left: what is freed is one of the two buffers, and never that. */
#include <ntddk.h>

DRIVER_INITIALIZE DriverEntry;
DRIVER_UNLOAD ReaderUnload;

#define READER_TAG 'rdaR'

static UNICODE_STRING FirstName, SecondName;

static NTSTATUS MakeName(UNICODE_STRING *Name, USHORT Length)
{
    Name->Buffer = ExAllocatePool2(POOL_FLAG_PAGED, Length, READER_TAG);
    if (Name->Buffer == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    Name->MaximumLength = Length;
    return STATUS_SUCCESS;
}

static VOID FreeName(UNICODE_STRING *Name)
{
    if (Name->Buffer != NULL) {
        ExFreePoolWithTag(Name->Buffer, READER_TAG);
        Name->Buffer = NULL;
    }
}

VOID ReaderUnload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    FreeName(&FirstName);
    FreeName(&SecondName);
}

NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    KEY_VALUE_PARTIAL_INFORMATION *info;
    UNICODE_STRING name;
    ULONG length = 64;
    HANDLE key;
    NTSTATUS status;

    DriverObject->DriverUnload = ReaderUnload;
    info = ExAllocatePool2(POOL_FLAG_PAGED, length, READER_TAG);
    if (info == NULL)
        return STATUS_INSUFFICIENT_RESOURCES;
    status = IoOpenDriverRegistryKey(DriverObject, DriverRegKeyParameters, KEY_READ, 0, &key);
    UNREFERENCED_PARAMETER(RegistryPath);
    if (!NT_SUCCESS(status))
        goto Free;
    status = MakeName(&FirstName, 64);
    if (!NT_SUCCESS(status))
        goto Close;
    RtlInitUnicodeString(&name, L"Second");
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, info, length, &length);
    if (!NT_SUCCESS(status)) {
        if (status != STATUS_BUFFER_OVERFLOW)
            goto Close;
        ExFreePoolWithTag(info, READER_TAG);
        info = ExAllocatePool2(POOL_FLAG_PAGED, length, READER_TAG);
        if (info == NULL) {
            status = STATUS_INSUFFICIENT_RESOURCES;
            goto Close;
        }
    }
    status = ZwQueryValueKey(key, &name, KeyValuePartialInformation, info, length, &length);
    if (NT_SUCCESS(status))
        status = MakeName(&SecondName, (USHORT)info->DataLength);
Close:
    ZwClose(key);
Free:
    if (info != NULL)
        ExFreePoolWithTag(info, READER_TAG);
    if (!NT_SUCCESS(status)) {
        FreeName(&SecondName);
    }
    return status; /* expect: wdm-release-on-failure */
}
