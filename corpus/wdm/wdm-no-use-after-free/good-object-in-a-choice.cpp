#include <ntddk.h>

extern "C" DRIVER_INITIALIZE DriverEntry;

static ULONG g_Values;

static void *operator new(size_t size, POOL_FLAGS flags)
{
    return ExAllocatePool2(flags, size, 'tnuC');
}

struct Counter {
    explicit Counter(PVOID block) : at(block) {}
    PVOID at;
};

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

/* What one way of a choice makes lasts until the whole condition is known, whatever the way gives, and so does what a
 * constructor is given. */
extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    OBJECT_ATTRIBUTES attributes;
    NTSTATUS status;
    HANDLE key;
    PVOID block = nullptr;
    Counter *counter;

    UNREFERENCED_PARAMETER(DriverObject);
    InitializeObjectAttributes(&attributes, RegistryPath, OBJ_CASE_INSENSITIVE | OBJ_KERNEL_HANDLE, nullptr, nullptr);
    status = ZwOpenKey(&key, KEY_READ, &attributes);
    if (!NT_SUCCESS(status)) {
        return status;
    }
    if ((g_Values == 0 ? (block = Block(256).Get()) != nullptr : false) && CountValues(key, block)) {
        g_Values++;
    }
    block = nullptr;
    status = ((g_Values == 0 ? (block = Block(256).Get()) != nullptr : g_Values > 2) && block != nullptr &&
              CountValues(key, block))
                 ? status
                 : STATUS_UNSUCCESSFUL;
    if ((counter = new (POOL_FLAG_PAGED) Counter(Block(256).Get())) != nullptr && counter->at != nullptr &&
        CountValues(key, counter->at)) {
        g_Values++;
    } else {
        status = STATUS_INSUFFICIENT_RESOURCES;
    }
    if (counter != nullptr) {
        ExFreePoolWithTag(counter, 'tnuC');
    }
    ZwClose(key);
    return status;
}
