/* A status is an object, which lists with one object of the very class are begun with: `const Status made{Make()};`. */
/* verdict: wdm-allocation-failure de-return-helper-success-on-failure satisfied */
/* verdict: wdm-release-on-failure de-fail-free-all satisfied */
/* verdict: wdm-unload-releases de-unload-undoes-entry satisfied */
#include <ntddk.h>

enum class Code : LONG { Fine = 0, NoMemory = static_cast<LONG>(0xC000009A) };

class [[nodiscard]] Status {
public:
    constexpr Status() noexcept = default;
    constexpr Status(NTSTATUS value) noexcept : m_value(value) {}
    constexpr Status(Code code) noexcept : m_value(static_cast<NTSTATUS>(code)) {}
    constexpr bool IsFine() const noexcept { return m_value >= 0; }
    constexpr operator NTSTATUS() const noexcept { return m_value; }

private:
    NTSTATUS m_value = STATUS_SUCCESS;
};

#define TRY(expression)                                                                                                \
    do {                                                                                                               \
        if (const Status made{(expression)}; !made.IsFine())                                                           \
            return made;                                                                                               \
    } while (0)

static PVOID g_Pool;
static LARGE_INTEGER g_Cookie;

extern "C" DRIVER_INITIALIZE DriverEntry;
static DRIVER_UNLOAD Unload;

static NTSTATUS OnRegistry(PVOID, PVOID, PVOID)
{
    return STATUS_SUCCESS;
}

static Status Make()
{
    g_Pool = ExAllocatePool2(POOL_FLAG_PAGED, 64, 'nraT');
    if (!g_Pool)
        return Code::NoMemory;
    return Code::Fine;
}

static void Drop()
{
    ExFreePoolWithTag(g_Pool, 'nraT');
}

static Status Register(PDRIVER_OBJECT DriverObject)
{
    UNICODE_STRING altitude = RTL_CONSTANT_STRING(L"370000");

    TRY(CmRegisterCallbackEx(OnRegistry, &altitude, DriverObject, nullptr, &g_Cookie, nullptr));
    return {};
}

static Status Start(PDRIVER_OBJECT DriverObject)
{
    TRY(Make());
    if (const Status registered{Register(DriverObject)}; !registered.IsFine()) {
        Drop();
        return registered;
    }
    return {};
}

static void Unload(PDRIVER_OBJECT DriverObject)
{
    UNREFERENCED_PARAMETER(DriverObject);
    CmUnRegisterCallback(g_Cookie);
    Drop();
}

extern "C" NTSTATUS DriverEntry(PDRIVER_OBJECT DriverObject, PUNICODE_STRING RegistryPath)
{
    UNREFERENCED_PARAMETER(RegistryPath);
    DriverObject->DriverUnload = Unload;
    return Start(DriverObject);
}
