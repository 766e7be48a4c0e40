#include "report/gnuplot.h"

#include "base/beside.h"
#include "base/file.h"
#include "base/name.h"

#include <errno.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

extern char **environ;

/* The end of what gnuplot wrote to stderr, on one line. */
static void read_complaint(int file, char *problem, size_t size) {
    char text[2048] = "";
    off_t end = lseek(file, 0, SEEK_END);
    off_t start = end > (off_t)sizeof text - 1 ? end - (off_t)sizeof text + 1 : 0;
    ssize_t length = pread(file, text, sizeof text - 1, start);
    text[length > 0 ? length : 0] = '\0';
    for (char *c = strpbrk(text, "\n\t"); c != NULL; c = strpbrk(c, "\n\t")) {
        *c = ' ';
    }
    size_t blank = strspn(text, " ");
    (void)snprintf(problem, size, "gnuplot: %.400s", text + blank);
    ent_text_mask(problem);
}

static bool wait_for(pid_t child, int complaints, char *problem, size_t size) {
    int status = 0;
    while (waitpid(child, &status, 0) < 0) {
        if (errno != EINTR) {
            (void)snprintf(problem, size, "gnuplot was lost: %s", strerror(errno));
            return false;
        }
    }
    if (WIFSIGNALED(status)) {
        (void)snprintf(problem, size, "gnuplot was killed by signal %d", WTERMSIG(status));
        return false;
    }
    if (WEXITSTATUS(status) != 0) {
        read_complaint(complaints, problem, size);
        return false;
    }
    return true;
}

static int spawn(int script, int complaints, pid_t *child) {
    char name[] = "gnuplot", defaults[] = "-d", standard_input[] = "-";
    char *arguments[] = {name, defaults, standard_input, NULL};
    posix_spawn_file_actions_t actions;
    int error = posix_spawn_file_actions_init(&actions);
    if (error != 0) {
        return error;
    }
    (void)posix_spawn_file_actions_adddup2(&actions, script, STDIN_FILENO);
    (void)posix_spawn_file_actions_adddup2(&actions, complaints, STDERR_FILENO);
    error = posix_spawnp(child, name, &actions, NULL, arguments, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    return error;
}

ent_gnuplot_t ent_gnuplot_run(const char *script, size_t length, char *problem, size_t size) {
    ent_gnuplot_t result = ENT_GNUPLOT_FAILED;
    pid_t child = 0;
    int file = memfd_create("script", MFD_CLOEXEC);
    int complaints = memfd_create("complaints", MFD_CLOEXEC);
    problem[0] = '\0';
    (void)fflush(stdout); /* gnuplot may write there, too */
    if (file < 0 || complaints < 0 || !ent_write_all(file, script, length) ||
        lseek(file, 0, SEEK_SET) != 0) {
        (void)snprintf(problem, size, "no script for gnuplot: %s", strerror(errno));
        goto out;
    }
    int error = spawn(file, complaints, &child);
    if (error == ENOENT || error == EACCES) {
        (void)snprintf(problem, size, "gnuplot is not installed");
        result = ENT_GNUPLOT_MISSING;
    } else if (error != 0) {
        (void)snprintf(problem, size, "gnuplot cannot be started: %s", strerror(error));
    } else if (wait_for(child, complaints, problem, size)) {
        result = ENT_GNUPLOT_DONE;
    }
out:
    if (file >= 0) {
        (void)close(file);
    }
    if (complaints >= 0) {
        (void)close(complaints);
    }
    return result;
}

ent_err_t ent_gnuplot_templates(char **templates) {
    return ent_folder_beside("plots", "style.gp", templates);
}

/* Written as they are; all else of ASCII goes as \\ooo, which gnuplot cannot take for anything. */
static bool is_plain(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
           (unsigned char)c >= 0x80 || strchr(" .,:;/_()+=-", c) != NULL;
}

void ent_gnuplot_quote(FILE *script, const char *text, size_t most) {
    size_t shown = 0;
    bool escaped = false;
    fputc('"', script);
    for (const char *c = text; *c != '\0'; c++) {
        bool starts = ((unsigned char)*c & 0xc0) != 0x80; /* of a UTF-8 character */
        if (starts && ++shown > most) {
            fputs("...", script);
            break;
        }
        /* gnuplot would take a digit behind an escape for a part of it. */
        escaped = !is_plain(*c) || (escaped && *c >= '0' && *c <= '9');
        if (escaped) {
            fprintf(script, "\\%03o", (unsigned)(unsigned char)*c);
        } else {
            fputc(*c, script);
        }
    }
    fputc('"', script);
}

void ent_gnuplot_text(FILE *script, const char *name, const char *text) {
    fprintf(script, "%s = ", name);
    ent_gnuplot_quote(script, text, (size_t)-1);
    fputc('\n', script);
}

void ent_gnuplot_file(FILE *script, const char *name, const char *path) {
    fprintf(script, "%s = %s", name, path[0] == '/' ? "" : "'./'.");
    ent_gnuplot_quote(script, path, (size_t)-1);
    fputc('\n', script);
}
