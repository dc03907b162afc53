#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

static ULONG g_Values;

/* Gives its block back at its end. Nothing says what a copy of it is. */
class Block {
    PVOID at_;

public:
    explicit Block(SIZE_T size) : at_(ExAllocatePool2(POOL_FLAG_PAGED, size, 'kclB')) {}
    ~Block()
    {
        if (at_ != nullptr) {
            ExFreePoolWithTag(at_, 'kclB'); /* expect: wdm-release-on-failure */
        }
    }
    PVOID Get() const { return at_; }
};

static NTSTATUS CountValues(HANDLE key, Block block)
{
    PKEY_FULL_INFORMATION information = static_cast<PKEY_FULL_INFORMATION>(block.Get());
    NTSTATUS status;
    ULONG size;

    if (information == nullptr) {
        return STATUS_INSUFFICIENT_RESOURCES;
    }
    status = ZwQueryKey(key, KeyFullInformation, information, 256, &size);
    if (NT_SUCCESS(status)) {
        g_Values = information->Values;
    }
    return status;
}

/* The parameter is a copy of the object, bit by bit: both give the block back. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    {
        Block block(256);

        status = CountValues(key, block);
    }
    ZwClose(key);
    return status;
}
