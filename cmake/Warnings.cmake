# One list of warnings for every target.
add_library(drvlint_warnings INTERFACE)
option(DRVLINT_WERROR "warnings are errors" OFF)
if(MSVC)
    target_compile_options(drvlint_warnings INTERFACE /W4)
    target_compile_definitions(drvlint_warnings INTERFACE _CRT_SECURE_NO_WARNINGS)
    if(DRVLINT_WERROR)
        target_compile_options(drvlint_warnings INTERFACE /WX)
    endif()
else()
    if(MINGW)
        # printf as C11 has it, in whichever C runtime
        target_compile_definitions(drvlint_warnings INTERFACE __USE_MINGW_ANSI_STDIO=1)
    endif()
    target_compile_options(
        drvlint_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Wstrict-prototypes
                                   -Wmissing-prototypes)
    if(DRVLINT_WERROR)
        target_compile_options(drvlint_warnings INTERFACE -Werror)
    endif()
endif()
