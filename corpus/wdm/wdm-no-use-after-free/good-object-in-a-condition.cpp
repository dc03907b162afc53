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
    g_Values = information->Values;
    return true;
}

/* The blocks last until the whole condition is known, and what it calls uses them. */
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
    if ((block = Block(256).Get()) != nullptr && CountValues(key, block)) {
        status = STATUS_SUCCESS;
    } else if (!(block = Block(256).Get()) || !CountValues(key, block)) {
        status = STATUS_INSUFFICIENT_RESOURCES;
    }
    while ((g_Values == 0 && (block = Block(256).Get()) != nullptr) && CountValues(key, block)) {
        g_Values++;
    }
    if (((block = Block(256).Get()) == nullptr || g_Values == 0 || !CountValues(key, block)) && g_Values > 1) {
        g_Values--;
    }
    counted = (block = Block(256).Get()) != nullptr && CountValues(key, block);
    status = g_Values > 2 && (block = Block(256).Get()) != nullptr && CountValues(key, block) ? STATUS_SUCCESS : status;
    ZwClose(key);
    return counted && block != nullptr ? status : STATUS_UNSUCCESSFUL;
}
