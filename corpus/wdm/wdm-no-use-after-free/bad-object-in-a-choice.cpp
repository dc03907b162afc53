#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

static ULONG g_Values;

/* Gives its block back at its end. */
class Block {
    PVOID at_;

public:
    explicit Block(SIZE_T size) : at_(ExAllocatePool2(POOL_FLAG_PAGED, size, 'kclB')) {}
    Block(const Block &) = delete;
    Block &operator=(const Block &) = delete;
    ~Block()
    {
        if (at_ != nullptr) {
            ExFreePoolWithTag(at_, 'kclB');
        }
    }
    PVOID Get() const { return at_; }
};

static bool CountValues(HANDLE key, PVOID block)
{
    PKEY_FULL_INFORMATION information = static_cast<PKEY_FULL_INFORMATION>(block);
    ULONG size;

    if (!NT_SUCCESS(ZwQueryKey(key, KeyFullInformation, information, 256, &size))) {
        return false;
    }
    g_Values = information->Values; /* expect: wdm-no-use-after-free */
    return true;
}

/* What one way of a choice makes ends with the expression that the choice stands in, and is used behind it. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;
    PVOID block;
    bool counted;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    counted = false;
    block = nullptr;
    if (g_Values == 0 ? (block = Block(256).Get()) != nullptr : false) {
        counted = CountValues(key, block);
    }
    ZwClose(key);
    return counted ? status : STATUS_UNSUCCESSFUL;
}
